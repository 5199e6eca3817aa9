"""The global generator, seeded inside of fork_rng.

question: q7_bug
fails: none
cell: random_params
"""
def random_params(sizes, seed, std):
    params = {}
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        for n in range(len(sizes) - 1):
            layer = nn.Linear(sizes[n], sizes[n + 1])
            nn.init.normal_(layer.weight, std=std(sizes[n]))
            nn.init.zeros_(layer.bias)
            params[f"W{n + 1}"] = layer.weight.detach()
            params[f"b{n + 1}"] = layer.bias.detach()
    return params
