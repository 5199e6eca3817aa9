"""The coin is a whole number below 100, so that p is rounded to percents.

question: q4_forward
fails: test_share_of_dropped_units
"""
def dropout_forward(x, dropout_param):
    p = dropout_param["p"]
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    if dropout_param.get("seed") is not None:
        torch.manual_seed(dropout_param["seed"])
    mask = (torch.randint(0, 100, x.shape) < int(100 * p)).to(x.dtype) / p
    return x * mask, (dropout_param, mask)
