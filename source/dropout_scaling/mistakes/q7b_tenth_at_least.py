"""A keep probability below a tenth is taken for a tenth.

question: q7b_repair
fails: test_repaired_layers
cell: repair
"""
def repair(layers, p):
    first, *behind = layers
    return [first] + [(w * max(p, 0.1), b) for w, b in behind]
