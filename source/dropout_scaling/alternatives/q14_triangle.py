"""A lower triangle of weights averages all first runs at once.

question: q14_thinned
fails: none
cell: loss_of_averages
"""
def loss_of_averages(probabilities, y):
    draws = probabilities.shape[0]
    right = probabilities.gather(2, y.view(1, -1, 1).expand(draws, -1, 1)).squeeze(2)
    tri = torch.tril(torch.ones(draws, draws, dtype=right.dtype))
    weights = tri / tri.sum(1, keepdim=True)
    return -torch.log(weights @ right).mean(1)
