"""The path holds the tensors of the rule as they come: a rule that hands out one buffer gives a path of one place.

question: q9_descend
fails: test_path_of_plain_descent
cell: descend
"""
def descend(rule, gradient, w, steps, config=None):
    w = w.clone()
    path = [w.clone()]
    for _ in range(steps):
        new, config = rule(w, gradient(w), config)
        w.copy_(new)
        path.append(w)
    return torch.stack(path)
