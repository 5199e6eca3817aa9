"""The global generator inside of fork_rng.

question: q11_sweep
fails: none
cell: sweep
"""
def sweep(scales, depth=10, width=100, examples=200, activation=torch.relu, seed=0):
    profiles = {}
    for scale in scales:
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            weights = [torch.empty(width, width).normal_(0, 1) * scale for _ in range(depth)]
            ends = torch.randn(examples, width), torch.randn(examples, width)
        profiles[scale] = depth_profile(weights, *ends, activation)
    return profiles
