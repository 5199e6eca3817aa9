"""A generator draws a seed for each layer, nn.init fills the weights.

question: q7_bug
fails: none
cell: random_params
"""
def random_params(sizes, seed, std):
    master = torch.Generator().manual_seed(seed)
    seeds = torch.randint(2**62, (len(sizes) - 1,), generator=master).tolist()
    params = {}
    for n, s in enumerate(seeds, start=1):
        weight = torch.empty(sizes[n], sizes[n - 1])
        nn.init.normal_(weight, mean=0.0, std=std(sizes[n - 1]), generator=torch.Generator().manual_seed(s))
        params.update({f"W{n}": weight, f"b{n}": torch.zeros(sizes[n])})
    return params
