"""Each step gets the first config with what came back written over it: a key that the rule takes away stays.

question: q9_descend
fails: test_path_of_plain_descent
cell: descend
"""
def descend(rule, gradient, w, steps, config=None):
    path = [w]
    for _ in range(steps):
        w, new = rule(w, gradient(w), config)
        config = {**(config or {}), **new}
        path.append(w)
    return torch.stack(path)
