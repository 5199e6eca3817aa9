"""A loop over the channels, each with a layer of one unit.

question: q7_spatial
fails: none
cell: spatial_batchnorm_forward
"""
def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    N, C, H, W = x.shape
    outs, caches, memories = [], [], []
    for c in range(C):
        own = {k: (v[c:c + 1] if k.startswith("running") else v) for k, v in bn_param.items()}
        out, cache = batchnorm_forward(x[:, c].reshape(-1, 1), gamma[c:c + 1], beta[c:c + 1], own)
        outs.append(out.reshape(N, H, W))
        caches.append(cache)
        memories.append(own)
    if bn_param["mode"] == "train":
        for key in ("running_mean", "running_var"):
            bn_param[key] = torch.cat([own[key] for own in memories])
        merged = tuple(torch.cat([c[i] for c in caches], dim=-1) for i in range(3)) + (caches[0][3],)
    else:
        merged = None
    return torch.stack(outs, dim=1), merged
