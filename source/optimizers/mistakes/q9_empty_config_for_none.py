"""The first step gets an empty dict in place of None.

question: q9_descend
fails: test_path_of_a_rule_that_remembers
cell: descend
"""
def descend(rule, gradient, w, steps, config=None):
    path, config = [w], dict(config or {})
    for _ in range(steps):
        w, config = rule(w, gradient(w), config)
        path.append(w)
    return torch.stack(path)
