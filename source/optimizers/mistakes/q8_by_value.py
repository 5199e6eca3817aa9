"""Parameters with equal values count once (two biases of zeros).

question: q8_memory
fails: test_bytes_of_each_rule
cell: optimizer_bytes
"""
def optimizer_bytes(model, rule):
    copies = {"sgd": 0, "momentum": 1, "rmsprop": 1, "adam": 2}
    if rule not in copies:
        raise ValueError(rule)
    kept = []
    for p in model.parameters():
        if p.requires_grad and not any(q.shape == p.shape and q.dtype == p.dtype and torch.equal(q, p) for q in kept):
            kept.append(p)
    return copies[rule] * sum(p.nbytes for p in kept)
