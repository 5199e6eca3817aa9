"""The mask keeps with probability p, but the scale is PyTorch's 1/(1-p).

id: DO4
question: q4_forward
fails: test_kept_units_are_scaled
also: q5_backward, q6_propagate
"""
def dropout_forward(x, dropout_param):
    p = dropout_param["p"]
    if dropout_param.get("seed") is not None:
        torch.manual_seed(dropout_param["seed"])
    if dropout_param["mode"] == "train":
        scale = 1.0 / (1.0 - p) if p < 1 else 1.0
        mask = (torch.rand(x.shape) < p).to(x.dtype) * scale
        return x * mask, (dropout_param, mask)
    return x, (dropout_param, None)
