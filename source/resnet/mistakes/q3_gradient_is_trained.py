"""A frozen parameter that still holds a gradient is taken for a trained one.

question: q3_resnet18
fails: test_bytes_of_parameters_and_buffers
cell: total_parameters
"""
def total_parameters(model):
    return sum(p.numel() for p in model.parameters())


def training_bytes(model):
    total = sum(buffer.nbytes for buffer in model.buffers())
    for p in model.parameters():
        total += p.nbytes * (3 if p.requires_grad or p.grad is not None else 1)
    return total
