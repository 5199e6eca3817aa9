"""Each step starts from a number that was rounded to six decimals.

question: q9_descend
cell: descend
fails: test_path_of_a_rule_that_remembers
"""
def descend(rule, gradient, w, steps, config=None):
    path = [w]
    for _ in range(steps):
        w, config = rule(w, gradient(w), config)
        w = w.round(decimals=6)
        path.append(w)
    return torch.stack(path)
