"""Buffers are read from state_dict, where those that are not saved are missing.

question: q3_resnet18
fails: test_bytes_of_parameters_and_buffers
cell: total_parameters
"""
def total_parameters(model):
    """Number of parameters of model (int): frozen ones too, shared ones once, no buffers."""
    return sum(parameter.numel() for parameter in model.parameters())


def training_bytes(model):
    """Bytes (int) of values, gradients and velocities while SGD with momentum trains model."""
    learned = {name for name, _ in model.named_parameters(remove_duplicate=False)}
    buffers = {v.data_ptr(): v for name, v in model.state_dict().items() if name not in learned}
    total = sum(buffer.numel() * buffer.element_size() for buffer in buffers.values())
    for parameter in model.parameters():
        copies = 3 if parameter.requires_grad else 1
        total += copies * parameter.numel() * parameter.element_size()
    return total
