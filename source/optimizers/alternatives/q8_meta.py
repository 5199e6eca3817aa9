"""Parameters gathered recursively over children; a NumPy number.

question: q8_memory
fails: none
cell: optimizer_bytes
"""
import numpy as np


def _own(module, found):
    for p in module._parameters.values():
        if p is not None and p.requires_grad:
            found[id(p)] = p
    for child in module.children():
        _own(child, found)
    return found


def optimizer_bytes(model, rule):
    try:
        copies = dict(sgd=0, momentum=1, rmsprop=1, adam=2)[rule]
    except (KeyError, TypeError) as error:
        raise ValueError(f"no rule {rule!r}") from error
    sizes = [np.prod(p.shape, dtype=np.int64) * p.element_size() for p in _own(model, {}).values()]
    return copies * np.sum(sizes, dtype=np.int64)
