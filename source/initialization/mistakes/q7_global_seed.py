"""The global generator is seeded.

question: q7_bug
fails: test_random_params_follow_the_seed
cell: random_params
"""
def random_params(sizes, seed, std):
    params = {}
    torch.manual_seed(seed)
    for layer, (fan_in, fan_out) in enumerate(zip(sizes, sizes[1:]), start=1):
        params[f"W{layer}"] = std(fan_in) * torch.randn(fan_out, fan_in)
        params[f"b{layer}"] = torch.zeros(fan_out)
    return params
