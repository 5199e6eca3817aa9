"""The random numbers are drawn into lists first.

question: q11_sweep
fails: none
cell: sweep
"""
def sweep(scales, depth=10, width=100, examples=200, activation=torch.relu, seed=0):
    rng = torch.Generator()
    rng.manual_seed(seed)
    normal = lambda *shape: torch.normal(0.0, 1.0, shape, generator=rng)
    x, upstream = normal(examples, width), normal(examples, width)
    base = [normal(width, width) for _ in range(depth)]
    profiles = {}
    for scale in scales:
        profiles[scale] = depth_profile([scale * W for W in base], x, upstream, activation)
    return profiles
