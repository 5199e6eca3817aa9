"""The seed is always 0.

question: q7_bug
fails: test_random_params_follow_the_seed
cell: random_params
"""
def random_params(sizes, seed, std):
    draw, params = torch.Generator().manual_seed(0), {}
    for layer, (fan_in, fan_out) in enumerate(zip(sizes, sizes[1:]), start=1):
        params[f"W{layer}"] = std(fan_in) * torch.randn(fan_out, fan_in, generator=draw)
        params[f"b{layer}"] = torch.zeros(fan_out)
    return params
