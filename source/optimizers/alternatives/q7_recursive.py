"""Recursion over the list of names, with copies of everything.

question: q7_update
fails: none
cell: update
"""
import copy


def update(rule, params, grads, state):
    def go(names, params, state):
        if not names:
            return params, state
        first, *rest = names
        if grads[first] is None:
            return go(rest, params, state)
        w, config = rule(params[first], grads[first], state[first] if first in state else None)
        return go(rest, {**params, first: w}, {**state, first: config})

    return go(list(params), dict(params), copy.copy(state))
