"""nbytes over a chain of parameters and buffers, tensors told apart by identity.

question: q3_resnet18
fails: none
cell: training_bytes
"""
import itertools


def total_parameters(model):
    return int(sum(math.prod(p.shape) for p in {id(p): p for p in model.parameters()}.values()))


def training_bytes(model):
    tensors = {id(t): t for t in itertools.chain(model.parameters(), model.buffers())}.values()
    return sum(t.nbytes * (3 if t.requires_grad else 1) for t in tensors)
