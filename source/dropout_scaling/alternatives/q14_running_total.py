"""The running total of the probabilities, and nll_loss.

question: q14_thinned
fails: none
cell: loss_of_averages
"""
def loss_of_averages(probabilities, y):
    total, losses = 0, []
    for k, p in enumerate(probabilities, 1):
        total = total + p
        losses.append(F.nll_loss((total / k).log(), y.long()))
    return torch.stack(losses)
