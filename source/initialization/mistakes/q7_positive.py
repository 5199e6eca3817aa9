"""Drawn evenly from 0 on: the mean is not 0.

question: q7_bug
fails: test_random_params_have_the_right_size
cell: random_params
"""
def random_params(sizes, seed, std):
    draw, params = torch.Generator().manual_seed(seed), {}
    for layer, (fan_in, fan_out) in enumerate(zip(sizes, sizes[1:]), start=1):
        params[f"W{layer}"] = std(fan_in) * 12**0.5 * torch.rand(fan_out, fan_in, generator=draw)
        params[f"b{layer}"] = torch.zeros(fan_out)
    return params
