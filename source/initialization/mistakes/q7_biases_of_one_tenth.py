"""The biases begin with 0.1.

question: q7_bug
fails: test_random_params_have_their_shapes
cell: random_params
"""
def random_params(sizes, seed, std):
    draw, params = torch.Generator().manual_seed(seed), {}
    for layer, (fan_in, fan_out) in enumerate(zip(sizes, sizes[1:]), start=1):
        params[f"W{layer}"] = std(fan_in) * torch.randn(fan_out, fan_in, generator=draw)
        params[f"b{layer}"] = torch.full((fan_out,), 0.1)
    return params
