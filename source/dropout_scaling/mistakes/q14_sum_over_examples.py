"""The losses are summed over the examples.

question: q14_thinned
cell: loss_of_averages
fails: test_shapes_of_the_experiment, test_losses_of_averages
"""
def loss_of_averages(probabilities, y):
    average = probabilities.cumsum(0) / torch.arange(1, len(probabilities) + 1)[:, None, None]
    return torch.stack([F.nll_loss(p.log(), y, reduction="sum") for p in average])
