"""Rows are put together: weights with three dimensions or more come out flat.

question: q9_descend
fails: test_path_of_a_rule_that_remembers
cell: descend
"""
def descend(rule, gradient, w, steps, config=None):
    path = [w.reshape(1, -1)]
    for _ in range(steps):
        w, config = rule(w, gradient(w), config)
        path.append(w.reshape(1, -1))
    return torch.cat(path).reshape(steps + 1, *w.shape) if w.dim() < 3 else torch.cat(path)
