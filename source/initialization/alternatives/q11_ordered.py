"""An OrderedDict, and weights that are scaled one by one.

question: q11_sweep
cell: sweep
fails: none
"""
def sweep(scales, depth=10, width=100, examples=200, activation=torch.relu, seed=0):
    from collections import OrderedDict

    found = OrderedDict()
    for scale in scales:
        draw = torch.Generator().manual_seed(seed)
        x = torch.randn(examples, width, generator=draw)
        upstream = torch.randn(examples, width, generator=draw)
        weights = [torch.randn(width, width, generator=draw).mul(scale) for _ in range(depth)]
        found[scale] = depth_profile(weights, x, upstream, activation)
    return found
