"""The start is missing.

question: q9_descend
fails: test_path_of_plain_descent
"""
def descend(rule, gradient, w, steps, config=None):
    path = []
    for _ in range(steps):
        w, config = rule(w, gradient(w), config)
        path.append(w)
    return torch.stack(path)
