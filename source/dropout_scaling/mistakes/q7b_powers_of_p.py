"""The factors of the layers are multiplied up, although each layer repairs its own inputs.

question: q7b_repair
fails: test_repair_gives_the_same_in_every_call, test_repaired_layers, test_repaired_network_agrees_with_training
"""
def repair(layers, p):
    return [(w * p**i, b) for i, (w, b) in enumerate(layers)]
