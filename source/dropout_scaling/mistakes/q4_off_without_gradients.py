"""Dropout is left out whenever autograd is off, as if that were test mode.

question: q4_forward
fails: test_share_of_dropped_units
hint: torch.no_grad() says nothing of the mode. What counts is dropout_param["mode"] alone.
"""
def dropout_forward(x, dropout_param):
    p, mask = dropout_param["p"], None
    if dropout_param["mode"] == "test" or not torch.is_grad_enabled():
        return x.clone(), ({**dropout_param, "mode": "test"}, mask)
    generator = None
    if dropout_param.get("seed") is not None:
        generator = torch.Generator(device=x.device).manual_seed(dropout_param["seed"])
    kept = torch.rand(x.shape, generator=generator, device=x.device) < p
    mask = kept.to(x.dtype) / p
    return x * mask, (dropout_param, mask)
