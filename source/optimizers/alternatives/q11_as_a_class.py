"""The new rule is an object that can be called.

question: q11_decay
fails: none
cell: with_decay
"""
class with_decay:
    def __init__(self, rule):
        self.rule = rule

    def __call__(self, w, dw, config=None):
        given = dict(config) if config else {}
        given.setdefault("weight_decay", 0.01)
        moved, left = self.rule(w, dw, given)
        left = dict(left)
        left["weight_decay"] = given["weight_decay"]
        return torch.sub(moved, w, alpha=left["learning_rate"] * left["weight_decay"]), left
