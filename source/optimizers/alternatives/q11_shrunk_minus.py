"""The step of the rule is found as a difference, and put beside the shrunk weights.

question: q11_decay
fails: none
cell: with_decay
"""
def with_decay(rule):
    def new_rule(w, dw, config=None):
        settings = dict(config) if config else {}
        settings.setdefault("weight_decay", 0.01)
        moved, after = rule(w, dw, dict(settings))
        after = dict(after)
        after["weight_decay"] = lam = settings["weight_decay"]
        step = moved - w
        return (1 - after["learning_rate"] * lam) * w + step, after

    return new_rule
