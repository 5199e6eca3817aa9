"""The learning rate that the caller gave is put back after each step, so a rule can't change it.

question: q9_descend
fails: test_path_of_a_rule_that_remembers
"""
def descend(rule, gradient, w, steps, config=None):
    path, rate = [w], (config or {}).get("learning_rate")
    for _ in range(steps):
        w, config = rule(w, gradient(w), config)
        if rate is not None:
            config = {**config, "learning_rate": rate}
        path.append(w)
    return torch.stack(path)
