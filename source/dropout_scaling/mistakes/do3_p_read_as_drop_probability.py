"""p is read as the drop probability, as PyTorch does: only 1-p of the units are kept, with the scale that fits that.

id: DO3
question: q4_forward
fails: test_share_of_dropped_units, test_kept_units_are_scaled
also: q5_backward, q6_propagate
"""
def dropout_forward(x, dropout_param):
    p, mode = dropout_param["p"], dropout_param["mode"]
    if "seed" in dropout_param:
        torch.manual_seed(dropout_param["seed"])
    mask = None
    if mode == "train" and p < 1:
        mask = (torch.rand_like(x) > p) / (1 - p)
        out = x * mask.to(x.dtype)
    else:
        out = x.clone()
        if mode == "train":
            mask = torch.ones_like(x)
    return out, (dropout_param, mask)
