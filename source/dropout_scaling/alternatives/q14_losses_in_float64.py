"""The averages and their logarithms are taken in float64.

question: q14_thinned
cell: loss_of_averages
fails: none
"""
def loss_of_averages(probabilities, y):
    index = y[None, :, None].repeat(probabilities.shape[0], 1, 1)
    right = torch.take_along_dim(probabilities, index, dim=-1)[..., 0].double()
    count = torch.arange(1, right.shape[0] + 1, dtype=torch.float64)
    return (-(right.cumsum(0) / count.unsqueeze(1)).log()).mean(-1)
