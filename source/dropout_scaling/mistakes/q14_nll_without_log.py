"""nll_loss is given probabilities, whose logarithm it does not take.

question: q14_thinned
fails: test_losses_of_averages
cell: loss_of_averages
"""
def loss_of_averages(probabilities, y):
    means = probabilities.cumsum(0) / torch.arange(1, len(probabilities) + 1)[:, None, None]
    return torch.stack([F.nll_loss(m, y) for m in means])
