"""The path is made first and filled.

question: q9_descend
fails: none
"""
def descend(rule, gradient, w, steps, config=None):
    path = torch.empty((steps + 1, *w.shape), dtype=w.dtype)
    path[0] = w
    for step in range(steps):
        moved, config = rule(path[step].clone(), gradient(path[step].clone()), config)
        path[step + 1] = moved
    return path
