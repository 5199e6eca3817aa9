"""1/p is rounded to one decimal.

question: q4_forward
fails: test_kept_units_are_scaled, test_forward_takes_any_dtype_layout_and_device
also: q5_backward, q6_propagate
"""
def dropout_forward(x, dropout_param):
    p = dropout_param["p"]
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    if dropout_param.get("seed") is not None:
        torch.manual_seed(dropout_param["seed"])
    mask = (torch.rand(x.shape, device=x.device) < p).to(x.dtype) * round(1 / p, 1)
    return x * mask, (dropout_param, mask)
