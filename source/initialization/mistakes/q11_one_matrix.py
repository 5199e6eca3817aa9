"""All layers have the same weights.

question: q11_sweep
fails: test_sweep_follows_seed_and_activation
cell: sweep
"""
def sweep(scales, depth=10, width=100, examples=200, activation=torch.relu, seed=0):
    normal = torch.Generator()
    normal.manual_seed(seed)
    units = torch.randn(depth, width, width, generator=normal)
    x, upstream = torch.randn(2, examples, width, generator=normal)
    return {s: depth_profile([s * units[0]] * depth, x, upstream, activation) for s in scales}
