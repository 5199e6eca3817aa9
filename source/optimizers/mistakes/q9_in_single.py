"""The path is a float32 tensor, whatever the dtype of the weights.

question: q9_descend
cell: descend
fails: test_path_of_a_rule_that_remembers
"""
def descend(rule, gradient, w, steps, config=None):
    path = torch.empty(steps + 1, *w.shape)
    path[0] = w
    for n in range(1, steps + 1):
        w, config = rule(w, gradient(w), config)
        path[n] = w
    return path
