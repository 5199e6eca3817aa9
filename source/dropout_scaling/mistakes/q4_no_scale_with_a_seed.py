"""The branch for a seed was copied before the scaling went in.

question: q4_forward
fails: test_kept_units_are_scaled
also: q5_backward
"""
def dropout_forward(x, dropout_param):
    p = dropout_param["p"]
    if dropout_param["mode"] == "test":
        return x.clone(), (dropout_param, None)
    if dropout_param.get("seed") is not None:
        g = torch.Generator(device=x.device).manual_seed(dropout_param["seed"])
        mask = (torch.rand(x.shape, generator=g, device=x.device) < p).to(x.dtype)
    else:
        mask = (torch.rand(x.shape, device=x.device) < p).to(x.dtype) / p
    return x * mask, (dropout_param, mask)
