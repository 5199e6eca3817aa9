"""No path is longer than 1000 steps.

question: q9_descend
fails: test_gradient_is_asked_for_once_a_step
cell: descend
"""
def descend(rule, gradient, w, steps, config=None):
    path = [w]
    for _ in range(min(steps, 1000)):
        w, config = rule(w, gradient(w), config)
        path.append(w)
    return torch.stack(path)
