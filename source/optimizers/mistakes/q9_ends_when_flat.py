"""Ends when a step is short.

question: q9_descend
fails: test_path_of_a_rule_that_remembers
"""
def descend(rule, gradient, w, steps, config=None):
    path = [w]
    for _ in range(steps):
        w, config = rule(w, gradient(w), config)
        path.append(w)
        if len(path) > 4:
            break
    return torch.stack(path)
