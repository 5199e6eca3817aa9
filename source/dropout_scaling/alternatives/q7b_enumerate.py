"""The layers are numbered; the first one is copied too, and the pairs are lists.

question: q7b_repair
fails: none
"""
def repair(layers, p):
    return [[w.clone() if i == 0 else w * p, b.clone()] for i, (w, b) in enumerate(layers)]
