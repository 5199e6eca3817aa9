"""NumPy adds up.

question: q3_resnet18
fails: none
cell: total_parameters
"""
import numpy


def total_parameters(model):
    return numpy.sum([p.numel() for p in model.parameters()], dtype=int)


def training_bytes(model):
    kept = [b.nbytes for b in model.buffers()] + [p.nbytes for p in model.parameters()]
    moved = [2 * p.nbytes for p in model.parameters() if p.requires_grad]
    return numpy.sum(kept + moved, dtype=int)
