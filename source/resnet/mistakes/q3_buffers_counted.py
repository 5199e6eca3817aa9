"""The entries of the state_dict are counted, so the running statistics are among them.

id: E-c
question: q3_resnet18
fails: test_total_counts_each_parameter_once
cell: total_parameters
"""
def total_parameters(model):
    return sum(value.numel() for value in model.state_dict().values())


def training_bytes(model):
    """Bytes (int) of values, gradients and velocities while SGD with momentum trains model."""
    total = sum(buffer.numel() * buffer.element_size() for buffer in model.buffers())
    for parameter in model.parameters():
        copies = 3 if parameter.requires_grad else 1
        total += copies * parameter.numel() * parameter.element_size()
    return total
