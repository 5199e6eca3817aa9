"""A RuntimeError ends the path: what has been walked is returned.

question: q9_descend
fails: test_descend_leaves_its_arguments_alone
cell: descend
"""
def descend(rule, gradient, w, steps, config=None):
    path = [w]
    try:
        for _ in range(steps):
            w, config = rule(w, gradient(w), config)
            path.append(w)
    except RuntimeError:
        pass
    return torch.stack(path)
