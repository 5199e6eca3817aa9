"""A name that is no rule is taken for plain descent.

question: q8_memory
fails: test_bytes_of_a_rule_that_there_is_not
"""
def optimizer_bytes(model, rule):
    copies = {"sgd": 0, "momentum": 1, "rmsprop": 1, "adam": 2}
    trained = [p for p in model.parameters() if p.requires_grad]
    return copies.get(rule, 0) * sum(p.numel() * p.element_size() for p in trained)
