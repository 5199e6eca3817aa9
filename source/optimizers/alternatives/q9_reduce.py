"""functools.reduce over the steps.

question: q9_descend
fails: none
cell: descend
"""
import functools


def descend(rule, gradient, w, steps, config=None):
    def further(state, _):
        places, config = state
        there, config = rule(places[-1], gradient(places[-1]), config)
        return [*places, there], config

    places, _ = functools.reduce(further, range(steps), ([w], config))
    return torch.stack(places, dim=0)
