"""A module counts as frozen as soon as one of its parameters is.

question: q3_resnet18
fails: test_bytes_of_parameters_and_buffers
cell: training_bytes
"""
def total_parameters(model):
    """Number of parameters of model (int): frozen ones too, shared ones once, no buffers."""
    return sum(parameter.numel() for parameter in model.parameters())


def training_bytes(model):
    total = sum(b.numel() * b.element_size() for b in model.buffers())
    seen = set()
    for m in model.modules():
        own = list(m.parameters(recurse=False))
        for p in own:
            if id(p) not in seen:
                seen.add(id(p))
                total += (3 if all(q.requires_grad for q in own) else 1) * p.numel() * p.element_size()
    return total
