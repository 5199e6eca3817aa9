"""The name of the rule is looked at for a parameter only: without parameters no ValueError.

question: q8_memory
fails: test_bytes_of_a_rule_that_there_is_not
cell: optimizer_bytes
"""
def optimizer_bytes(model, rule):
    total = 0
    for p in model.parameters():
        if not p.requires_grad:
            continue
        if rule not in ("sgd", "momentum", "rmsprop", "adam"):
            raise ValueError(rule)
        total += {"sgd": 0, "momentum": 1, "rmsprop": 1, "adam": 2}[rule] * p.nbytes
    return total
