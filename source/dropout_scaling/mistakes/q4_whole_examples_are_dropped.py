"""One coin is tossed per example, so that whole examples are dropped.

question: q4_forward
fails: test_each_element_has_its_own_coin
also: q6_propagate
"""
def dropout_forward(x, dropout_param):
    p, mode = dropout_param["p"], dropout_param["mode"]
    if "seed" in dropout_param:
        torch.manual_seed(dropout_param["seed"])
    mask = None
    if mode == "train":
        coins = torch.rand(len(x)) < p
        mask = coins.view(-1, *[1] * (x.dim() - 1)).expand(x.shape).to(x.dtype) / p
        return x * mask, (dropout_param, mask)
    return x, (dropout_param, mask)
