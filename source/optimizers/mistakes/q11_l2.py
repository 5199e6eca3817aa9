"""The decay is added to the gradient: L2, inside of the rule.

question: q11_decay
fails: test_decay_beside_a_rule_that_remembers, test_rule_knows_nothing_of_the_decay
"""
def with_decay(rule):
    def decaying(w, dw, config=None):
        config = {"weight_decay": 1e-2, **(config or {})}
        next_w, after = rule(w, dw + config["weight_decay"] * w, config)
        return next_w, {**after, "weight_decay": config["weight_decay"]}

    return decaying
