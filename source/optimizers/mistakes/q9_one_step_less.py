"""The start counts as a step.

question: q9_descend
fails: test_path_of_plain_descent
"""
def descend(rule, gradient, w, steps, config=None):
    path = [w]
    for _ in range(steps - 1):
        w, config = rule(w, gradient(w), config)
        path.append(w)
    return torch.stack(path)
