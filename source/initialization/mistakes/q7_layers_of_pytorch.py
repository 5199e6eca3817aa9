"""Layers of PyTorch are made for their weights, which move the global generator, before these are drawn anew.

question: q7_bug
fails: test_random_params_follow_the_seed
cell: random_params
"""
def random_params(sizes, seed, std):
    chance, start = torch.Generator().manual_seed(seed), {}
    for n in range(1, len(sizes)):
        layer = nn.Linear(sizes[n - 1], sizes[n])
        nn.init.normal_(layer.weight, 0.0, std(sizes[n - 1]), generator=chance)
        nn.init.zeros_(layer.bias)
        start[f"W{n}"], start[f"b{n}"] = layer.weight.detach(), layer.bias.detach()
    return start
