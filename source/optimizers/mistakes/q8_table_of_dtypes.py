"""A table of sizes, with four bytes for what is not in it.

question: q8_memory
fails: test_bytes_of_odd_parameters
cell: optimizer_bytes
"""
def optimizer_bytes(model, rule):
    copies = {"sgd": 0, "momentum": 1, "rmsprop": 1, "adam": 2}
    if rule not in copies:
        raise ValueError(rule)
    size = {torch.float32: 4, torch.float64: 8, torch.bfloat16: 2}
    return copies[rule] * sum(t.numel() * size.get(t.dtype, 4) for t in model.parameters() if t.requires_grad)
