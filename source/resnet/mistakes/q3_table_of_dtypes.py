"""A table of sizes, with four bytes for what is not in it.

question: q3_resnet18
fails: test_bytes_of_parameters_and_buffers
cell: training_bytes
"""
def total_parameters(model):
    """Number of parameters of model (int): frozen ones too, shared ones once, no buffers."""
    return sum(parameter.numel() for parameter in model.parameters())


def training_bytes(model):
    size = {torch.float64: 8, torch.int64: 8, torch.bfloat16: 2, torch.bool: 1, torch.uint8: 1}
    total = sum(b.numel() * size.get(b.dtype, 4) for b in model.buffers())
    return total + sum((3 if p.requires_grad else 1) * p.numel() * size.get(p.dtype, 4) for p in model.parameters())
