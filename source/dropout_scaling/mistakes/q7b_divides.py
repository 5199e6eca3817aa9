"""The weights are divided by p, as in training with inverted dropout.

question: q7b_repair
fails: test_repair_gives_the_same_in_every_call, test_repaired_layers, test_repaired_network_agrees_with_training
"""
def repair(layers, p):
    return layers[:1] + [(w / p, b) for w, b in layers[1:]]
