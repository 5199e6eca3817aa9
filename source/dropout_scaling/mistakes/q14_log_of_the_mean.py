"""The mean over the examples is taken before the logarithm.

question: q14_thinned
cell: loss_of_averages
fails: test_losses_of_averages
"""
def loss_of_averages(probabilities, y):
    average = probabilities.cumsum(0) / torch.arange(1, len(probabilities) + 1)[:, None, None]
    return torch.stack([F.nll_loss(p, y).neg().log().neg() for p in average])
