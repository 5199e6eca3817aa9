"""Ties share the gradient evenly.

question: q7_max_pool
fails: none
cell: max_pool_backward
"""
def max_pool_backward(dout, cache):
    """Return dx, the gradient of a max pooling.

    dout: (N, C, H_out, W_out), the gradient with respect to the output; cache: of max_pool_forward
    """
    x, (ph, pw), stride = cache
    dx = torch.zeros_like(x)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            rows, columns = slice(i * stride, i * stride + ph), slice(j * stride, j * stride + pw)
            window = x[:, :, rows, columns].flatten(2)
            first = (window == window.amax(dim=2, keepdim=True)).to(dout.dtype)
            first = first / first.sum(dim=2, keepdim=True)
            share = first * dout[:, :, i, j, None]
            dx[:, :, rows, columns] += share.unflatten(2, (ph, pw))
    return dx
