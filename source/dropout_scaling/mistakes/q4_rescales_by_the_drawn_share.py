"""The output is divided by the share of units that this mask happened to keep, not by p.

question: q4_forward
fails: test_kept_units_are_scaled
also: q5_backward, q6_propagate
"""
def dropout_forward(x, dropout_param):
    p, mode = dropout_param["p"], dropout_param["mode"]
    if "seed" in dropout_param:
        torch.manual_seed(dropout_param["seed"])
    mask = None
    if mode == "train":
        kept = (torch.rand(x.shape) < p).to(x.dtype)
        mask = kept / kept.mean()
        x = x * mask
    return x, (dropout_param, mask)
