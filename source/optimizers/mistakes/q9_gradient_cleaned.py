"""A gradient with NaN or infinity is swept.

question: q9_descend
fails: test_gradient_is_asked_for_once_a_step
cell: descend
"""
def descend(rule, gradient, w, steps, config=None):
    path = [w]
    for _ in range(steps):
        w, config = rule(w, gradient(w).nan_to_num(), config)
        path.append(w)
    return torch.stack(path)
