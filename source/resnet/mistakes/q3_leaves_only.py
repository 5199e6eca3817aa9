"""Only leaf modules are asked: a parameter of the model itself, or of a module with children, is lost.

question: q3_resnet18
fails: test_total_counts_each_parameter_once
cell: total_parameters
"""
def total_parameters(model):
    seen = {}
    for m in model.modules():
        if not list(m.children()):
            for p in m.parameters():
                seen[id(p)] = p.numel()
    return sum(seen.values())


def training_bytes(model):
    """Bytes (int) of values, gradients and velocities while SGD with momentum trains model."""
    total = sum(buffer.numel() * buffer.element_size() for buffer in model.buffers())
    for parameter in model.parameters():
        copies = 3 if parameter.requires_grad else 1
        total += copies * parameter.numel() * parameter.element_size()
    return total
