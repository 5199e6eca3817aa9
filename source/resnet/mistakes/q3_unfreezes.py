"""Each parameter is told to require a gradient once it was counted, so the next count is another one.

question: q3_resnet18
fails: test_bytes_of_parameters_and_buffers
cell: training_bytes
"""
def total_parameters(model):
    return sum(p.numel() for p in model.parameters())


def training_bytes(model):
    total = sum(b.numel() * b.element_size() for b in model.buffers())
    for p in model.parameters():
        total += (3 if p.requires_grad else 1) * p.numel() * p.element_size()
        p.requires_grad_(True)
    return total
