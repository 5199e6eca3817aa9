"""The mask comes from torch.bernoulli with a generator of its own.

question: q4_forward
fails: none
"""
def dropout_forward(x, dropout_param):
    mode, p, seed = dropout_param["mode"], dropout_param["p"], dropout_param.get("seed")
    if mode != "train":
        return x.clone(), (dropout_param, torch.ones_like(x))
    generator = torch.Generator(device=x.device)
    if seed is None:
        generator.seed()
    else:
        generator.manual_seed(seed)
    mask = torch.bernoulli(torch.full(x.shape, p, dtype=x.dtype, device=x.device), generator=generator) / p
    return x * mask, (dropout_param, mask)
