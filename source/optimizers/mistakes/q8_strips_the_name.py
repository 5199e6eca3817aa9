"""Blanks round the name are taken off.

question: q8_memory
fails: test_bytes_of_a_rule_that_there_is_not
cell: optimizer_bytes
"""
def optimizer_bytes(model, rule):
    copies = {"sgd": 0, "momentum": 1, "rmsprop": 1, "adam": 2}
    rule = rule.strip()
    if rule not in copies:
        raise ValueError(rule)
    return copies[rule] * sum(t.numel() * t.element_size() for t in model.parameters() if t.requires_grad)
