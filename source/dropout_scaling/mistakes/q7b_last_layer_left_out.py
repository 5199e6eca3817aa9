"""The last layer is left as it is, because no dropout follows it.

question: q7b_repair
fails: test_repair_gives_the_same_in_every_call, test_repaired_layers, test_repaired_network_agrees_with_training
"""
def repair(layers, p):
    first, *middle, last = layers
    return [first] + [(p * w, b) for w, b in middle] + [last]
