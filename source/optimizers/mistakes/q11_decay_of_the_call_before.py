"""Without a decay in its config, a step takes that of the call before.

question: q11_decay
fails: test_rule_with_decay_is_a_pure_function
"""
def with_decay(rule):
    """Return the rule with decoupled weight decay."""
    last = 1e-2

    def decaying(w, dw, config=None):
        nonlocal last
        config = dict(config or {})
        last = config.setdefault("weight_decay", last)
        next_w, after = rule(w, dw, config)
        after = {**after, "weight_decay": last}
        return next_w - after["learning_rate"] * last * w, after

    return decaying
