"""The logarithms are averaged, so that it is the geometric mean.

question: q14_thinned
fails: test_losses_of_averages
cell: loss_of_averages
"""
def loss_of_averages(probabilities, y):
    right = probabilities[:, torch.arange(len(y)), y]
    count = torch.arange(1, len(right) + 1)
    return -(right.log().cumsum(dim=0) / count[:, None]).mean(dim=1)
