"""A loop that seeds anew for each scale.

question: q11_sweep
fails: none
cell: sweep
"""
def sweep(scales, depth=10, width=100, examples=200, activation=torch.relu, seed=0):
    found = {}
    for scale in scales:
        g = torch.Generator().manual_seed(seed)
        x = torch.randn(examples, width, generator=g)
        upstream = torch.randn(examples, width, generator=g)
        weights = [torch.randn(width, width, generator=g) * scale for _ in range(depth)]
        found[scale] = depth_profile(weights, x, upstream, activation)
    return found
