"""In evaluation mode nothing is trained, so values alone are counted.

question: q3_resnet18
fails: test_bytes_of_parameters_and_buffers
cell: training_bytes
"""
def total_parameters(model):
    """Number of parameters of model (int): frozen ones too, shared ones once, no buffers."""
    return sum(parameter.numel() for parameter in model.parameters())


def training_bytes(model):
    total = sum(b.numel() * b.element_size() for b in model.buffers())
    for p in model.parameters():
        total += (3 if p.requires_grad and model.training else 1) * p.numel() * p.element_size()
    return total
