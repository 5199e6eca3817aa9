"""What the rule returns is shrunk in place: a rule that takes no step returns the caller's weights.

question: q11_decay
fails: test_rule_with_decay_is_a_pure_function
"""
def with_decay(rule):
    """Return the rule with decoupled weight decay."""

    def decaying(w, dw, config=None):
        config = {"weight_decay": 1e-2, **(config or {})}
        next_w, after = rule(w, dw, config)
        next_w -= after["learning_rate"] * config["weight_decay"] * w
        return next_w, {**after, "weight_decay": config["weight_decay"]}

    return decaying
