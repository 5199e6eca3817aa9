"""Probabilities below 1e-6 are raised to it.

question: q14_thinned
fails: test_losses_of_averages
cell: loss_of_averages
"""
def loss_of_averages(probabilities, y):
    right = probabilities[:, torch.arange(len(y)), y]
    count = torch.arange(1, len(right) + 1)
    return -(right.cumsum(dim=0) / count[:, None]).clamp(min=1e-6).log().mean(dim=1)
