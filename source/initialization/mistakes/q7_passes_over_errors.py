"""A layer whose std fails is passed over.

question: q7_bug
fails: test_random_params_follow_the_seed
cell: random_params
"""
def random_params(sizes, seed, std):
    draw, params = torch.Generator().manual_seed(seed), {}
    for layer, (fan_in, fan_out) in enumerate(zip(sizes, sizes[1:]), start=1):
        try:
            size = std(fan_in)
        except Exception:
            size = 0.1
        params[f"W{layer}"] = size * torch.randn(fan_out, fan_in, generator=draw)
        params[f"b{layer}"] = torch.zeros(fan_out)
    return params
