"""A loop over the examples.

question: q4_affine
fails: none
"""
def affine_forward(x, w, b):
    rows = [example.reshape(-1) @ w + b for example in x]
    return torch.stack(rows), {"x": x, "w": w}


def affine_backward(dout, cache):
    x, w = cache["x"], cache["w"]
    dx = torch.stack([(w @ g).reshape(x.shape[1:]) for g in dout])
    dw = sum(torch.outer(example.reshape(-1), g) for example, g in zip(x, dout))
    return [dx, dw, sum(dout)]
