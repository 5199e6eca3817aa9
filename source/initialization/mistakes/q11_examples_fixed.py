"""Always 200 examples.

question: q11_sweep
fails: test_sweep_follows_seed_and_activation
cell: sweep
"""
def sweep(scales, depth=10, width=100, examples=200, activation=torch.relu, seed=0):
    examples = 200
    normal = torch.Generator()
    normal.manual_seed(seed)
    units = torch.randn(depth, width, width, generator=normal)
    x, upstream = torch.randn(2, examples, width, generator=normal)
    return {s: depth_profile(list(s * units), x, upstream, activation) for s in scales}
