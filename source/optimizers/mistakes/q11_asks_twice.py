"""The rule is asked twice in each step, once for its config.

question: q11_decay
fails: test_rule_knows_nothing_of_the_decay
"""
def with_decay(rule):
    def decaying(w, dw, config=None):
        config = {"weight_decay": 1e-2, **(config or {})}
        _, after = rule(w, dw, config)
        next_w, after = rule(w, dw, after)
        after = {**after, "weight_decay": config["weight_decay"]}
        return next_w - after["learning_rate"] * after["weight_decay"] * w, after

    return decaying
