"""The weights are moved in place, so the start moves along.

question: q9_descend
fails: test_path_of_plain_descent
"""
def descend(rule, gradient, w, steps, config=None):
    path = [w]
    for _ in range(steps):
        moved, config = rule(w, gradient(w), config)
        w.copy_(moved)
        path.append(w)
    return torch.stack(path)
