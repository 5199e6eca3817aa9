"""A loop over each axis, one number at a time.

question: q7_max_pool
fails: none
cell: max_pool_forward
"""
def max_pool_forward(x, pool_param):
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = torch.zeros(N, C, 1 + (H - ph) // stride, 1 + (W - pw) // stride, dtype=x.dtype, device=x.device)
    for n in range(N):
        for c in range(C):
            for i in range(out.shape[2]):
                for j in range(out.shape[3]):
                    window = x[n, c, i * stride : i * stride + ph, j * stride : j * stride + pw]
                    out[n, c, i, j] = window.max()
    return out, (x, (ph, pw), stride)
