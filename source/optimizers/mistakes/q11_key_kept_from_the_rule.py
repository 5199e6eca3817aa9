"""The old rule does not get the key of the decay.

question: q11_decay
fails: test_rule_knows_nothing_of_the_decay
cell: with_decay
"""
def with_decay(rule):
    def decaying(w, dw, config=None):
        config = dict(config or {})
        decay = config.pop("weight_decay", 1e-2)
        next_w, after = rule(w, dw, config)
        return next_w - after["learning_rate"] * decay * w, {**after, "weight_decay": decay}

    return decaying
