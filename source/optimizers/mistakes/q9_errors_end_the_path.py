"""An error of the gradient ends the path, without a word.

question: q9_descend
cell: descend
fails: test_descend_leaves_its_arguments_alone
"""
def descend(rule, gradient, w, steps, config=None):
    path = [w]
    for _ in range(steps):
        try:
            dw = gradient(w)
        except Exception:
            dw = torch.zeros_like(w)
        w, config = rule(w, dw, config)
        path.append(w)
    return torch.stack(path)
