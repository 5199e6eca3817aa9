"""Orthogonal weights of the right size, whose entries are not independent.

question: q11_sweep
fails: test_sweep_follows_seed_and_activation
cell: sweep
"""
def sweep(scales, depth=10, width=100, examples=200, activation=torch.relu, seed=0):
    g = torch.Generator().manual_seed(seed)
    base = [nn.init.orthogonal_(torch.empty(width, width), gain=width**0.5, generator=g) for _ in range(depth)]
    x, upstream = torch.randn(2, examples, width, generator=g)
    return {s: depth_profile([s * W for W in base], x, upstream, activation) for s in scales}
