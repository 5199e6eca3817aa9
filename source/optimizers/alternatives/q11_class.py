"""A class that can be called.

question: q11_decay
fails: none
"""
class with_decay:
    def __init__(self, rule):
        self.rule = rule

    def __call__(self, w, dw, config=None):
        config = dict(config or {})
        decay = config.setdefault("weight_decay", 1e-2)
        moved, after = self.rule(w, dw, config)
        after = dict(after) | {"weight_decay": decay}
        return torch.sub(moved, w, alpha=after["learning_rate"] * decay), after
