"""A buffer that two layers share counts in each of them.

question: q3_resnet18
fails: test_bytes_of_parameters_and_buffers
cell: total_parameters
"""
def total_parameters(model):
    return sum(p.numel() for p in model.parameters())

def training_bytes(model):
    total = 0
    for p in model.parameters():
        total += p.numel() * p.element_size() * (3 if p.requires_grad else 1)
    for m in model.modules():
        for b in m.buffers(recurse=False):
            total += b.numel() * b.element_size()
    return total
