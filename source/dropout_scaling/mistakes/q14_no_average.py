"""Each run has its own loss; nothing is averaged over runs.

question: q14_thinned
cell: loss_of_averages
fails: test_losses_of_averages
"""
def loss_of_averages(probabilities, y):
    return torch.stack([F.nll_loss(p.log(), y) for p in probabilities])
