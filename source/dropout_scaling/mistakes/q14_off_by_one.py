"""The average of the first k runs is divided by k + 1.

question: q14_thinned
cell: loss_of_averages
fails: test_shapes_of_the_experiment, test_losses_of_averages
"""
def loss_of_averages(probabilities, y):
    average = probabilities.cumsum(0) / torch.arange(2, len(probabilities) + 2)[:, None, None]
    return torch.stack([F.nll_loss(p.log(), y) for p in average])
