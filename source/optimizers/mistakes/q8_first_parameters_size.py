"""The element size of the first parameter stands for all.

question: q8_memory
fails: test_bytes_of_odd_parameters
cell: optimizer_bytes
"""
def optimizer_bytes(model, rule):
    copies = {"sgd": 0, "momentum": 1, "rmsprop": 1, "adam": 2}
    if rule not in copies:
        raise ValueError(rule)
    trained = [p for p in model.parameters() if p.requires_grad]
    return copies[rule] * sum(p.numel() for p in trained) * (trained[0].element_size() if trained else 4)
