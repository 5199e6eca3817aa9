"""Large numbers in place of infinity and NaN: nobody sees that the path has left.

question: q9_descend
fails: test_gradient_is_asked_for_once_a_step
"""
def descend(rule, gradient, w, steps, config=None):
    path = [w]
    for _ in range(steps):
        w, config = rule(w, gradient(w), config)
        path.append(w)
    return torch.stack(path).nan_to_num()
