"""Each step gets the config of the caller.

question: q9_descend
fails: test_path_of_a_rule_that_remembers
"""
def descend(rule, gradient, w, steps, config=None):
    path = [w]
    for _ in range(steps):
        w, _ = rule(w, gradient(w), config)
        path.append(w)
    return torch.stack(path)
