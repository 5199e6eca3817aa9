"""A batch of a single example is taken for a prediction, and nothing of it is dropped.

question: q4_forward
fails: test_share_of_dropped_units
hint: The mode says whether units are dropped, not the number of examples.
"""
def dropout_forward(x, dropout_param):
    p, mask = dropout_param["p"], None
    if dropout_param["mode"] == "test" or (x.dim() > 1 and len(x) == 1):
        return x.clone(), ({**dropout_param, "mode": "test"}, mask)
    generator = None
    if dropout_param.get("seed") is not None:
        generator = torch.Generator(device=x.device).manual_seed(dropout_param["seed"])
    kept = torch.rand(x.shape, generator=generator, device=x.device) < p
    mask = kept.to(x.dtype) / p
    return x * mask, (dropout_param, mask)
