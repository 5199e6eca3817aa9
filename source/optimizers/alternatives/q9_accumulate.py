"""itertools.accumulate over pairs of weights and config.

question: q9_descend
cell: descend
fails: none
"""
def descend(rule, gradient, w, steps, config=None):
    from itertools import accumulate

    walk = accumulate(range(steps), lambda at, _: rule(at[0], gradient(at[0]), at[1]), initial=(w, config))
    return torch.cat([at[0].unsqueeze(0) for at in walk])
