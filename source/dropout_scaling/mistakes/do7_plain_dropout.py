"""Plain dropout: no scale in training, and test mode multiplies by p.

id: DO7
question: q4_forward
fails: test_kept_units_are_scaled, test_test_mode_is_the_identity
also: q5_backward, q6_propagate
"""
def dropout_forward(x, dropout_param):
    p, mode = dropout_param["p"], dropout_param["mode"]
    if "seed" in dropout_param:
        torch.manual_seed(dropout_param["seed"])
    mask = None
    if mode == "train":
        mask = (torch.rand(x.shape) < p).to(x.dtype)
        out = x * mask
    elif mode == "test":
        out = x * p
    return out, (dropout_param, mask)
