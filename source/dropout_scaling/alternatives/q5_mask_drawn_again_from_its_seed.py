"""The cache holds a seed alone, and the backward pass draws the very same mask again.

question: q5_backward
fails: none
"""
def make_mask(like, p, seed):
    generator = torch.Generator(device=like.device).manual_seed(seed)
    return (torch.rand(like.shape, generator=generator, device=like.device) < p).to(like.dtype) / p


def dropout_forward(x, dropout_param):
    if dropout_param["mode"] == "test":
        return x.clone(), ("test", None, None)
    seed = dropout_param.get("seed")
    if seed is None:
        seed = int(torch.randint(2**40, (1,)))
    return x * make_mask(x, dropout_param["p"], seed), ("train", dropout_param["p"], seed)


def dropout_backward(dout, cache):
    mode, p, seed = cache
    return dout.clone() if mode == "test" else dout * make_mask(dout, p, seed)
