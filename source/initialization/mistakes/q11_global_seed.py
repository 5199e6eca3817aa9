"""The global generator is seeded.

question: q11_sweep
fails: test_sweep_follows_seed_and_activation
cell: sweep
"""
def sweep(scales, depth=10, width=100, examples=200, activation=torch.relu, seed=0):
    torch.manual_seed(seed)
    units = torch.randn(depth, width, width)
    x, upstream = torch.randn(2, examples, width)
    return {s: depth_profile(list(s * units), x, upstream, activation) for s in scales}
