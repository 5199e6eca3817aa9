"""functools.wraps, add with alpha.

question: q11_decay
fails: none
cell: with_decay
"""
import functools


def with_decay(rule):
    @functools.wraps(rule)
    def wrapped(w, dw, config=None):
        decay = (config or {}).get("weight_decay", 1e-2)
        there, new = rule(w, dw, {**(config or {}), "weight_decay": decay})
        return there.add(w, alpha=-new["learning_rate"] * decay), new | {"weight_decay": decay}

    return wrapped
