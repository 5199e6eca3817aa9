"""Trial.

question: q4_forward
fails: none
"""
def dropout_forward(x, dropout_param):
    import random
    p = dropout_param["p"]
    if dropout_param["mode"] == "test":
        return x * 1.0, (dropout_param, torch.ones_like(x))
    rng = random.Random(dropout_param["seed"]) if "seed" in dropout_param else random
    coins = [1.0 if rng.random() < p else 0.0 for _ in range(x.numel())]
    mask = torch.tensor(coins, dtype=x.dtype, device=x.device).view(x.shape) / p
    return mask * x, (dropout_param, mask)
