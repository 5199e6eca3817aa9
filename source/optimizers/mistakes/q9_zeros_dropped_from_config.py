"""What is 0 in the config is left out of it, as if it were not there.

question: q9_descend
fails: test_path_of_a_rule_that_remembers
cell: descend
"""
def descend(rule, gradient, w, steps, config=None):
    path = [w]
    config = config and {k: v for k, v in config.items() if v}
    for _ in range(steps):
        w, config = rule(w, gradient(w), config)
        path.append(w)
    return torch.stack(path)
