"""The list is copied and the tensors are not, so the weights still change in place.

question: q7b_repair
fails: test_repair_gives_the_same_in_every_call
"""
def repair(layers, p):
    repaired = list(layers)
    for w, _ in repaired[1:]:
        w.mul_(p)
    return repaired
