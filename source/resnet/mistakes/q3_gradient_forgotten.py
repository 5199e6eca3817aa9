"""The gradients are forgotten: only values and velocities are counted.

question: q3_resnet18
fails: test_total_of_a_linear_layer, test_bytes_of_parameters_and_buffers, test_resnet18_bytes
cell: total_parameters
"""
def total_parameters(model):
    """Number of parameters of model (int): frozen ones too, shared ones once, no buffers."""
    return sum(parameter.numel() for parameter in model.parameters())


def training_bytes(model):
    """Bytes (int) of values, gradients and velocities while SGD with momentum trains model."""
    total = sum(buffer.numel() * buffer.element_size() for buffer in model.buffers())
    for parameter in model.parameters():
        copies = 2 if parameter.requires_grad else 1
        total += copies * parameter.numel() * parameter.element_size()
    return total
