"""Takes no step where the gradient is zero, although momentum would roll on.

question: q9_descend
fails: test_path_of_a_rule_that_remembers
"""
def descend(rule, gradient, w, steps, config=None):
    path = [w]
    for _ in range(steps):
        slope = gradient(w)
        if slope.any():
            w, config = rule(w, slope, config)
        path.append(w)
    return torch.stack(path)
