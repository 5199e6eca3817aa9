"""The gradient is asked for once, at the start.

question: q9_descend
fails: test_path_of_plain_descent
"""
def descend(rule, gradient, w, steps, config=None):
    path, g = [w], gradient(w)
    for _ in range(steps):
        w, config = rule(w, g, config)
        path.append(w)
    return torch.stack(path)
