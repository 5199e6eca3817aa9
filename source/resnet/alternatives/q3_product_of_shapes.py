"""Counted by the product of the shapes.

question: q3_resnet18
fails: none
cell: total_parameters
"""
def total_parameters(model):
    total = 0
    for _, parameter in model.named_parameters():
        total += math.prod(parameter.shape)
    return total
