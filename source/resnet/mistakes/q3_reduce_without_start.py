"""reduce over the shape fails for a parameter that is a single number.

question: q3_resnet18
fails: test_total_counts_each_parameter_once
cell: total_parameters
"""
from functools import reduce


def total_parameters(model):
    return sum(reduce(lambda a, b: a * b, p.shape) for p in model.parameters())


def training_bytes(model):
    """Bytes (int) of values, gradients and velocities while SGD with momentum trains model."""
    total = sum(buffer.numel() * buffer.element_size() for buffer in model.buffers())
    for parameter in model.parameters():
        copies = 3 if parameter.requires_grad else 1
        total += copies * parameter.numel() * parameter.element_size()
    return total
