"""The weights decay after the step, from where they are then.

question: q11_decay
fails: test_decay_beside_a_rule_that_remembers
"""
def with_decay(rule):
    def decaying(w, dw, config=None):
        config = {"weight_decay": 1e-2, **(config or {})}
        next_w, after = rule(w, dw, config)
        after = {**after, "weight_decay": config["weight_decay"]}
        return next_w - after["learning_rate"] * after["weight_decay"] * next_w, after

    return decaying
