"""Without a seed one is drawn from a thousand, so that masks come again.

question: q4_forward
fails: test_each_call_draws_a_new_mask
"""
import random as _random
def dropout_forward(x, dropout_param):
    p, mask = dropout_param["p"], None
    if dropout_param["mode"] == "test":
        return x.clone(), (dropout_param, mask)
    seed = dropout_param.get("seed")
    g = torch.Generator(device=x.device).manual_seed(_random.randrange(1000) if seed is None else seed)
    mask = (torch.rand(x.shape, generator=g, device=x.device) < p).to(x.dtype) / p
    return x * mask, (dropout_param, mask)
