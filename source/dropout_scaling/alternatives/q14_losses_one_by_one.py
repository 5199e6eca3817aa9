"""The losses are computed one by one.

question: q14_thinned
cell: loss_of_averages
fails: none
"""
def loss_of_averages(probabilities, y):
    losses = []
    for k in range(1, len(probabilities) + 1):
        average = probabilities[:k].mean(0)
        losses.append(F.nll_loss(average.log(), y))
    return torch.stack(losses)
