"""The decay of the first call is kept by the rule.

question: q11_decay
fails: test_rule_knows_nothing_of_the_decay
cell: with_decay
"""
def with_decay(rule):
    kept = {}

    def decayed(w, dw, config=None):
        config = {"weight_decay": 1e-2, **(config or {})}
        lam = kept.setdefault("weight_decay", config["weight_decay"])
        new, config = rule(w, dw, config)
        return new - config["learning_rate"] * lam * w, config

    return decayed
