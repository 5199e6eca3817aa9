"""The gradient is shared among all pixels of the window, as for average pooling.

question: q7_max_pool
fails: test_max_pooling_by_hand
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
            first = F.one_hot(window.argmax(dim=2), ph * pw)
            share = torch.ones_like(first) / (ph * pw) * dout[:, :, i, j, None]
            dx[:, :, rows, columns] += share.unflatten(2, (ph, pw))
    return dx
