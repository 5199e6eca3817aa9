"""With a seed the backward pass draws the mask again, and forgets 1/p there.

question: q5_backward
fails: test_gradient_has_the_right_size
"""
def dropout_forward(x, dropout_param):
    p, seed = dropout_param["p"], dropout_param.get("seed")
    if dropout_param["mode"] == "test":
        return x.clone(), None
    g = None if seed is None else torch.Generator(device=x.device).manual_seed(seed)
    mask = (torch.rand(x.shape, generator=g, device=x.device) < p).to(x.dtype) / p
    return x * mask, (p, seed, mask if seed is None else None)


def dropout_backward(dout, cache):
    if cache is None:
        return dout.clone()
    p, seed, mask = cache
    if seed is not None:
        g = torch.Generator(device=dout.device).manual_seed(seed)
        mask = (torch.rand(dout.shape, generator=g, device=dout.device) < p).to(dout.dtype)
    return dout * mask
