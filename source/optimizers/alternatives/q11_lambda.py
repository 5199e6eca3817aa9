"""With functools.partial.

question: q11_decay
fails: none
"""
from functools import partial


def _step(rule, w, dw, config=None):
    decay = (config or {}).get("weight_decay", 0.01)
    after = rule(w, dw, {**(config or {}), "weight_decay": decay})
    share = after[1]["learning_rate"] * decay
    return after[0] - share * w, {**after[1], "weight_decay": decay}


def with_decay(rule):
    return partial(_step, rule)
