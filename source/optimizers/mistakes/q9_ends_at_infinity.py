"""Ends where a weight is no number any more.

question: q9_descend
fails: test_gradient_is_asked_for_once_a_step
"""
def descend(rule, gradient, w, steps, config=None):
    path = [w]
    for _ in range(steps):
        w, config = rule(w, gradient(w), config)
        if not torch.isfinite(w).all():
            break
        path.append(w)
    return torch.stack(path)
