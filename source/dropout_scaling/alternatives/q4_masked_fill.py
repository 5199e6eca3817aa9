"""The dropped units are filled with zeros in a copy, and the copy is divided by p.

question: q4_forward
fails: none
"""
def dropout_forward(x, dropout_param):
    p, mode = dropout_param["p"], dropout_param["mode"]
    if dropout_param.get("seed") is not None:
        torch.manual_seed(dropout_param["seed"])
    if mode == "train":
        dropped = torch.rand(x.shape, device=x.device) > p
        out = x.masked_fill(dropped, 0) / p
        mask = torch.ones_like(x).masked_fill(dropped, 0) / p
        return out, (dropout_param, mask)
    return x, (dropout_param, None)
