"""The weights that lead into dropped units are scaled, not those that lead out.

question: q7b_repair
fails: test_repaired_layers
"""
def repair(layers, p):
    return [(w * p, b) for w, b in layers[:-1]] + [layers[-1]]
