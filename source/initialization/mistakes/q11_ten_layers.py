"""Always ten layers.

question: q11_sweep
fails: test_sweep_has_a_profile_for_each_scale
cell: sweep
"""
def sweep(scales, depth=10, width=100, examples=200, activation=torch.relu, seed=0):
    normal = torch.Generator()
    normal.manual_seed(seed)
    units = torch.randn(10, width, width, generator=normal)
    x, upstream = torch.randn(2, examples, width, generator=normal)
    return {s: depth_profile(list(s * units), x, upstream, activation) for s in scales}
