"""The units that are kept are not divided by p, so the expected output is only p times the input.

id: DO1
question: q4_forward
fails: test_kept_units_are_scaled
also: q5_backward, q6_propagate
"""
def dropout_forward(x, dropout_param):
    p = dropout_param["p"]
    mode = dropout_param["mode"]
    if "seed" in dropout_param:
        torch.manual_seed(dropout_param["seed"])
    mask = None
    if mode == "train":
        mask = (torch.rand(x.shape) < p).to(x.dtype)
        out = x * mask
    else:
        out = x
    return out, (dropout_param, mask)
