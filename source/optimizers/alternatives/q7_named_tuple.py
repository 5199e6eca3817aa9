"""A named tuple of an OrderedDict and a dict; comprehensions; names in any order.

question: q7_update
fails: none
cell: update
"""
from collections import OrderedDict, namedtuple

Updated = namedtuple("Updated", "params state")


def update(rule, params, grads, state):
    moved = {name: rule(params[name], g, state.get(name, None)) for name, g in grads.items() if g is not None}
    return Updated(OrderedDict((name, moved[name][0] if name in moved else w) for name, w in params.items()),
                   state | {name: config for name, (_, config) in moved.items()})
