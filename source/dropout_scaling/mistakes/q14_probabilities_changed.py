"""The caller's probabilities are summed up in place.

question: q14_thinned
cell: loss_of_averages
fails: test_losses_of_averages
"""
def loss_of_averages(probabilities, y):
    for k in range(1, len(probabilities)):
        probabilities[k] += probabilities[k - 1]
    count = torch.arange(1, len(probabilities) + 1)[:, None, None]
    return torch.stack([F.nll_loss(p.log(), y) for p in probabilities / count])
