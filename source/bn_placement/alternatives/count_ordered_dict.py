"""An OrderedDict, filled by a walk over the layers.

question: q4_count
fails: none
"""
def count_parameters(model):
    from collections import OrderedDict

    counts = OrderedDict()
    for name, parameter in model.named_parameters(remove_duplicate=True):
        counts.setdefault(name, parameter.nelement())
    return counts
