"""The rate of the caller goes before that of the rule.

question: q11_decay
fails: test_rule_with_decay_is_a_pure_function
"""
def with_decay(rule):
    def decaying(w, dw, config=None):
        config = {"weight_decay": 1e-2, **(config or {})}
        next_w, after = rule(w, dw, config)
        after = {**after, "weight_decay": config["weight_decay"]}
        return next_w - config.get("learning_rate", after["learning_rate"]) * after["weight_decay"] * w, after

    return decaying
