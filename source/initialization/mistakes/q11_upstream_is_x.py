"""x and upstream are the same numbers.

question: q11_sweep
fails: test_sweep_follows_seed_and_activation
cell: sweep
"""
def sweep(scales, depth=10, width=100, examples=200, activation=torch.relu, seed=0):
    g = torch.Generator().manual_seed(seed)
    ws = [torch.randn(width, width, generator=g) for _ in range(depth)]
    x = torch.randn(examples, width, generator=g)
    return {s: depth_profile([s * w for w in ws], x, x, activation) for s in scales}
