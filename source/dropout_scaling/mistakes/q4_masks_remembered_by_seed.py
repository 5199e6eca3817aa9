"""Masks are remembered by seed and shape, so that another p gets the mask of the first one.

question: q4_forward
fails: test_share_of_dropped_units
"""
MASKS = {}


def dropout_forward(x, dropout_param):
    p, seed = dropout_param["p"], dropout_param.get("seed")
    if dropout_param["mode"] == "test":
        return x.clone(), (dropout_param, None)
    if seed is None:
        kept = torch.rand(x.shape, device=x.device) < p
    else:
        key = (seed, tuple(x.shape), x.device)
        if key not in MASKS:
            g = torch.Generator(device=x.device).manual_seed(seed)
            MASKS[key] = torch.rand(x.shape, generator=g, device=x.device) < p
        kept = MASKS[key]
    mask = kept.to(x.dtype) / p
    return x * mask, (dropout_param, mask)
