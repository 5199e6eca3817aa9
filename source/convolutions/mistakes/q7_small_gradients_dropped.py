"""Gradients below 1e-7 are not passed on.

question: q7_max_pool
fails: test_max_pooling_is_a_pure_function_of_any_dtype
cell: max_pool_backward
"""
def max_pool_backward(dout, cache):
    x, (ph, pw), stride = cache
    dx = torch.zeros_like(x)
    dout = torch.where(dout.abs() < 1e-7, torch.zeros_like(dout), dout)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            rows, columns = slice(i * stride, i * stride + ph), slice(j * stride, j * stride + pw)
            window = x[:, :, rows, columns].flatten(2)
            first = F.one_hot(window.argmax(dim=2), ph * pw)
            dx[:, :, rows, columns] += (first * dout[:, :, i, j, None]).unflatten(2, (ph, pw))
    return dx
