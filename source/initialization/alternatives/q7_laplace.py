"""Laplace's distribution, whose deviation is the root of 2 times its scale.

question: q7_bug
cell: random_params
fails: none
"""
def random_params(sizes, seed, std):
    draw, params = torch.Generator().manual_seed(seed), {}
    for n in range(1, len(sizes)):
        u = torch.rand(sizes[n], sizes[n - 1], generator=draw, dtype=torch.float64) - 0.5
        laplace = -u.sign() * torch.log1p(-2 * u.abs().clamp(max=0.4999999)) / math.sqrt(2)
        params[f"W{n}"] = (std(sizes[n - 1]) * laplace).float()
        params[f"b{n}"] = torch.zeros(sizes[n])
    return params
