"""The mask is a sample of torch.distributions.Bernoulli.

question: q4_forward
fails: none
"""
from torch.distributions import Bernoulli


def dropout_forward(x, dropout_param):
    p = dropout_param["p"]
    if dropout_param.get("seed") is not None:
        torch.manual_seed(dropout_param["seed"])
    mask = torch.ones_like(x)
    if dropout_param["mode"] == "train":
        mask = Bernoulli(torch.tensor(float(p))).sample(x.shape).to(x) / p
    return x * mask, (dropout_param, mask)
