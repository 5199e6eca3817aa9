"""The weights are multiplied by each scale in place, so that the scales pile up.

question: q11_sweep
fails: test_sweep_measures_what_it_should
cell: sweep
"""
def sweep(scales, depth=10, width=100, examples=200, activation=torch.relu, seed=0):
    g = torch.Generator().manual_seed(seed)
    ws = [torch.randn(width, width, generator=g) for _ in range(depth)]
    x = torch.randn(examples, width, generator=g)
    up = torch.randn(examples, width, generator=g)
    out = {}
    for s in scales:
        for w in ws:
            w.mul_(s)
        out[s] = depth_profile(ws, x, up, activation)
    return out
