"""The mode is never looked at: units are dropped at test time too.

id: DO5
question: q4_forward
fails: test_test_mode_is_the_identity
also: q6_propagate
"""
def dropout_forward(x, dropout_param):
    p = dropout_param["p"]
    if "seed" in dropout_param:
        torch.manual_seed(dropout_param["seed"])
    mask = (torch.rand(x.shape) < p).to(x.dtype) / p
    out = x * mask
    return out, (dropout_param, mask)
