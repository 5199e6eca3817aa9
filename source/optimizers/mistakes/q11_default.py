"""A default decay of 1e-3.

question: q11_decay
fails: test_rule_knows_nothing_of_the_decay
"""
def with_decay(rule):
    def decaying(w, dw, config=None):
        config = {"weight_decay": 1e-3, **(config or {})}
        next_w, after = rule(w, dw, config)
        after = {**after, "weight_decay": config["weight_decay"]}
        return next_w - after["learning_rate"] * after["weight_decay"] * w, after

    return decaying
