"""The cache holds the places that were kept; a new tensor gets the gradients there.

question: q5_backward
fails: none
"""
def dropout_forward(x, dropout_param):
    p = dropout_param["p"]
    if dropout_param["mode"] == "test":
        return x.clone(), None
    g = None
    if dropout_param.get("seed") is not None:
        g = torch.Generator(device=x.device).manual_seed(dropout_param["seed"])
    kept = torch.rand(x.shape, generator=g, device=x.device) < p
    return x * kept.to(x.dtype) / p, (kept.nonzero(as_tuple=True), p)
def dropout_backward(dout, cache):
    if cache is None:
        return dout.clone()
    places, p = cache
    dx = torch.zeros_like(dout)
    dx[places] = dout[places] / p
    return dx
