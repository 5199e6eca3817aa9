"""weight_decay is multiplied by the rate of the first step for good.

question: q11_decay
fails: test_decay_beside_a_rule_that_remembers
cell: with_decay
"""
def with_decay(rule):
    def decayed(w, dw, config=None):
        config = {"weight_decay": 1e-2, **(config or {})}
        new, back = rule(w, dw, config)
        share = config.get("share", back["learning_rate"] * config["weight_decay"])
        return new - share * w, {**back, "weight_decay": config["weight_decay"], "share": share}

    return decayed
