"""A deep copy is scaled in place.

question: q7b_repair
fails: none
"""
import copy


def repair(layers, p):
    new = copy.deepcopy(layers)
    with torch.no_grad():
        for w, _ in new[1:]:
            w.mul_(p)
    return new
