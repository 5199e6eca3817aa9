"""A class with __call__ that holds the old rule; the share as a factor.

question: q11_decay
fails: none
cell: with_decay
"""
import functools


class Decayed:
    def __init__(self, rule):
        self.rule = rule
        functools.update_wrapper(self, rule, assigned=())

    def __call__(self, w, dw, config=None):
        settings = dict(config) if config else {}
        strength = settings.setdefault("weight_decay", 0.01)
        stepped, after = self.rule(w, dw, settings)
        share = after["learning_rate"] * strength
        return torch.sub(stepped, w, alpha=share), dict(after, weight_decay=strength)


with_decay = Decayed
