"""The bytes of a model are counted once and remembered.

question: q3_resnet18
fails: test_bytes_of_parameters_and_buffers
cell: total_parameters
"""
def total_parameters(model):
    """Number of parameters of model (int): frozen ones too, shared ones once, no buffers."""
    return sum(parameter.numel() for parameter in model.parameters())


def training_bytes(model):
    """Bytes (int) of values, gradients and velocities while SGD with momentum trains model."""
    total = sum(buffer.numel() * buffer.element_size() for buffer in model.buffers())
    for parameter in model.parameters():
        copies = 3 if parameter.requires_grad else 1
        total += copies * parameter.numel() * parameter.element_size()
    return total


count_bytes = training_bytes
known = {}


def training_bytes(model):
    if model not in known:
        known[model] = count_bytes(model)
    return known[model]
