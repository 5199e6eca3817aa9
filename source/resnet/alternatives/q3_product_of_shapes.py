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


def training_bytes(model):
    total = 0
    for tensor in [*model.parameters(), *model.buffers()]:
        trained = isinstance(tensor, nn.Parameter) and tensor.requires_grad
        total += tensor.nbytes * (1 + 2 * trained)
    return total
