"""Each module of the tree counts all parameters below it, so deep ones are counted several times.

id: E-c
question: q3_resnet18
fails: test_total_counts_each_parameter_once
cell: total_parameters
"""
def total_parameters(model):
    total = 0
    for module in model.modules():
        for parameter in module.parameters():
            total += parameter.numel()
    return total


def training_bytes(model):
    """Bytes (int) of values, gradients and velocities while SGD with momentum trains model."""
    total = sum(buffer.numel() * buffer.element_size() for buffer in model.buffers())
    for parameter in model.parameters():
        copies = 3 if parameter.requires_grad else 1
        total += copies * parameter.numel() * parameter.element_size()
    return total
