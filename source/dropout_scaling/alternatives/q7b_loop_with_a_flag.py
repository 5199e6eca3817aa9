"""A loop remembers whether dropout stands in front of the layer.

question: q7b_repair
fails: none
"""
def repair(layers, p):
    repaired, factor = [], 1.0
    for weight, bias in layers:
        repaired.append((torch.mul(weight, factor), bias))
        factor = p
    return repaired
