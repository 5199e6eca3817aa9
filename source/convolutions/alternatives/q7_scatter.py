"""By scatter_add of flat positions.

question: q7_max_pool
fails: none
cell: max_pool_backward
"""
def max_pool_backward(dout, cache):
    x, (ph, pw), stride = cache
    N, C, H, W = x.shape
    windows = x.unfold(2, ph, stride).unfold(3, pw, stride).flatten(4)
    where = windows.argmax(dim=4)
    i = torch.arange(dout.shape[2], device=x.device)[:, None] * stride + where // pw
    j = torch.arange(dout.shape[3], device=x.device) * stride + where % pw
    dx = x.new_zeros(N, C, H * W)
    dx.scatter_add_(2, (i * W + j).flatten(2), dout.flatten(2))
    return dx.reshape(N, C, H, W)
