"""The generator is seeded anew for each layer: layers of one size are the same.

question: q7_bug
fails: test_random_params_are_independent
cell: random_params
"""
def random_params(sizes, seed, std):
    params = {}
    for layer, (fan_in, fan_out) in enumerate(zip(sizes, sizes[1:]), start=1):
        draw = torch.Generator().manual_seed(seed)
        params[f"W{layer}"] = std(fan_in) * torch.randn(fan_out, fan_in, generator=draw)
        params[f"b{layer}"] = torch.zeros(fan_out)
    return params
