"""Every number is taken to have four bytes.

question: q3_resnet18
fails: test_bytes_of_parameters_and_buffers
cell: total_parameters
"""
def total_parameters(model):
    """Number of parameters of model (int): frozen ones too, shared ones once, no buffers."""
    return sum(parameter.numel() for parameter in model.parameters())


def training_bytes(model):
    """Bytes (int) of values, gradients and velocities while SGD with momentum trains model."""
    total = sum(4 * buffer.numel() for buffer in model.buffers())
    for parameter in model.parameters():
        copies = 3 if parameter.requires_grad else 1
        total += 4 * copies * parameter.numel()
    return total
