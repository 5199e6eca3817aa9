"""The gradient is asked for once more at the end.

question: q9_descend
fails: test_gradient_is_asked_for_once_a_step
cell: descend
"""
def descend(rule, gradient, w, steps, config=None):
    path, g = [w], gradient(w)
    for _ in range(steps):
        w, config = rule(w, g, config)
        g = gradient(w)
        path.append(w)
    return torch.stack(path)
