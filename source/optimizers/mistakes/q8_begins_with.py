"""Names are told apart by their beginning.

question: q8_memory
fails: test_bytes_of_a_rule_that_there_is_not
cell: optimizer_bytes
"""
def optimizer_bytes(model, rule):
    for name, n in (("sgd", 0), ("momentum", 1), ("rmsprop", 1), ("adam", 2)):
        if rule and name.startswith(rule):
            return n * sum(t.numel() * t.element_size() for t in model.parameters() if t.requires_grad)
    raise ValueError(rule)
