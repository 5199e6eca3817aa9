"""Python's own generator tosses the coins.

question: q4_forward
fails: none
"""
import random


def dropout_forward(x, dropout_param):
    p = dropout_param["p"]
    if dropout_param["mode"] != "train":
        return x, (dropout_param, None)
    luck = random.Random(dropout_param.get("seed"))
    coins = torch.tensor([luck.random() < p for _ in range(x.numel())]).reshape(x.shape)
    mask = torch.zeros(x.shape).masked_fill(coins, 1 / p).to(device=x.device, dtype=x.dtype)
    return torch.mul(x, mask), (dict(dropout_param), mask)
