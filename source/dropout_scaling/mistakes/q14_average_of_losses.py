"""The losses of the runs are averaged, where the probabilities should be.

question: q14_thinned
cell: loss_of_averages
fails: test_losses_of_averages
"""
def loss_of_averages(probabilities, y):
    losses = torch.stack([F.nll_loss(p.log(), y) for p in probabilities])
    return losses.cumsum(0) / torch.arange(1, len(losses) + 1)
