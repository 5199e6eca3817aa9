"""The weights of the first layer are scaled as well, in whose input nothing was ever dropped.

question: q7b_repair
fails: test_repaired_layers, test_repaired_network_agrees_with_training
"""
def repair(layers, p):
    return [(p * w, b) for w, b in layers]
