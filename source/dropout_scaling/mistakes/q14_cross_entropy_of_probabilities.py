"""cross_entropy is applied to probabilities, which takes a second softmax.

question: q14_thinned
cell: loss_of_averages
fails: test_losses_of_averages
"""
def loss_of_averages(probabilities, y):
    average = probabilities.cumsum(0) / torch.arange(1, len(probabilities) + 1)[:, None, None]
    return torch.stack([F.cross_entropy(p, y) for p in average])
