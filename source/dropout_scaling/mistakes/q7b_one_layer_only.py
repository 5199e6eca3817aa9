"""Only the layer behind the first dropout is scaled.

question: q7b_repair
fails: test_repaired_layers
"""
def repair(layers, p):
    return [(w * p if i == 1 else w, b) for i, (w, b) in enumerate(layers)]
