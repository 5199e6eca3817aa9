"""The rule lies in a global, so that the last one counts for all.

question: q11_decay
fails: test_rule_with_decay_is_a_pure_function
"""
_rule = None


def with_decay(rule):
    global _rule
    _rule = rule

    def decaying(w, dw, config=None):
        config = {"weight_decay": 1e-2, **(config or {})}
        next_w, after = _rule(w, dw, config)
        after = {**after, "weight_decay": config["weight_decay"]}
        return next_w - after["learning_rate"] * after["weight_decay"] * w, after

    return decaying
