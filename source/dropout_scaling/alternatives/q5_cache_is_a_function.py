"""The cache is a closure: the backward pass of this very call.

question: q5_backward
fails: none
"""
def dropout_forward(x, dropout_param):
    if dropout_param["mode"] == "test":
        return x, lambda dout: dout
    luck = torch.Generator(device=x.device)
    luck.manual_seed(dropout_param["seed"]) if "seed" in dropout_param else luck.seed()
    factor = torch.rand(x.shape, generator=luck, device=x.device).lt(dropout_param["p"]).to(x)
    factor /= dropout_param["p"]
    return factor.mul(x), lambda dout: dout.mul(factor)


def dropout_backward(dout, cache):
    return cache(dout)
