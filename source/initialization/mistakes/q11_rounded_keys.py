"""The keys are rounded to two decimals, "for the legend".

question: q11_sweep
fails: test_sweep_has_a_profile_for_each_scale
cell: sweep
"""
def sweep(scales, depth=10, width=100, examples=200, activation=torch.relu, seed=0):
    g = torch.Generator().manual_seed(seed)
    ws = [torch.randn(width, width, generator=g) for _ in range(depth)]
    x, u = torch.randn(2, examples, width, generator=g)
    return {round(s, 2): depth_profile([s * w for w in ws], x, u, activation) for s in scales}
