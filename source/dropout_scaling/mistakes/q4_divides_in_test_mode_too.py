"""The division by p stands outside of the branch, so test mode is scaled as well.

question: q4_forward
fails: test_test_mode_is_the_identity
also: q6_propagate
"""
def dropout_forward(x, dropout_param):
    p, mode = dropout_param["p"], dropout_param["mode"]
    if "seed" in dropout_param:
        torch.manual_seed(dropout_param["seed"])
    mask = torch.ones_like(x)
    if mode == "train":
        mask = (torch.rand(x.shape) < p).to(x.dtype)
    mask = mask / p
    return x * mask, (dropout_param, mask)
