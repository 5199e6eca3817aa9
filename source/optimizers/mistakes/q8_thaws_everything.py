"""A real optimizer is made, which takes frozen parameters too, and the state of it is counted.

question: q8_memory
cell: optimizer_bytes
fails: test_bytes_of_odd_parameters
"""
def optimizer_bytes(model, rule):
    tensors = {"sgd": 0, "momentum": 1, "rmsprop": 1, "adam": 2}
    if rule not in tensors:
        raise ValueError(rule)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    held = [p for group in optimizer.param_groups for p in group["params"]]
    return tensors[rule] * sum(p.numel() * p.element_size() for p in held)
