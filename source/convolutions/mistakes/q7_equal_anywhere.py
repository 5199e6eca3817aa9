"""Every pixel of the map that equals the maximum of a window gets its gradient.

question: q7_max_pool
fails: test_gradient_of_ties
cell: max_pool_backward
"""
def max_pool_backward(dout, cache):
    x, (ph, pw), stride = cache
    dx = torch.zeros_like(x)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            rows, columns = slice(i * stride, i * stride + ph), slice(j * stride, j * stride + pw)
            best = x[:, :, rows, columns].amax((2, 3), keepdim=True)
            mask = x == best
            dx += mask / mask.sum((2, 3), keepdim=True).to(x.dtype) * dout[:, :, i, j, None, None]
    return dx
