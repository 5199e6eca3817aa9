"""A maximum of 0, as behind a ReLU, gets no gradient.

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
            window = x[:, :, rows, columns].flatten(2)
            first = F.one_hot(window.argmax(dim=2), ph * pw) * (window != 0)
            share = first * dout[:, :, i, j, None]
            dx[:, :, rows, columns] += share.unflatten(2, (ph, pw))
    return dx
