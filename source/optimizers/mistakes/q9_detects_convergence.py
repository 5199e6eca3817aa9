"""Where a step changes nothing the rest of the path is filled with that place.

question: q9_descend
fails: test_path_of_a_rule_that_remembers
cell: descend
"""
def descend(rule, gradient, w, steps, config=None):
    path = [w]
    for _ in range(steps):
        new, config = rule(w, gradient(w), config)
        if torch.equal(new, w):
            path += [new] * (steps + 1 - len(path))
            break
        path.append(w := new)
    return torch.stack(path)
