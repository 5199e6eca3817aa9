"""The maximum is searched from minus a billion.

question: q7_max_pool
fails: test_max_pooling_of_any_windows
cell: max_pool_forward
"""
def max_pool_forward(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    n, c, h, w = x.shape
    oh, ow = (h - ph) // s + 1, (w - pw) // s + 1
    out = torch.full((n, c, oh, ow), -1e9 if x.dtype != torch.float16 else -6e4, dtype=x.dtype, device=x.device)
    for u in range(ph):
        for v in range(pw):
            out = torch.maximum(out, x[:, :, u : u + s * oh : s, v : v + s * ow : s])
    return out, (x, (ph, pw), s)
