"""The biases are scaled with the weights.

question: q7b_repair
fails: test_repaired_layers, test_repaired_network_agrees_with_training
"""
def repair(layers, p):
    return layers[:1] + [(p * w, p * b) for w, b in layers[1:]]
