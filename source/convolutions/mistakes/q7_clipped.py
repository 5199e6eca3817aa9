"""Gradients beyond 10 in magnitude are clipped.

question: q7_max_pool
fails: test_max_pooling_is_a_pure_function_of_any_dtype
cell: max_pool_backward
"""
def max_pool_backward(dout, cache):
    """Return dx, the gradient of a max pooling.

    dout: (N, C, H_out, W_out), the gradient with respect to the output; cache: of max_pool_forward
    """
    x, (ph, pw), stride = cache
    dx, dout = torch.zeros_like(x), dout.clamp(-10, 10)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            rows, columns = slice(i * stride, i * stride + ph), slice(j * stride, j * stride + pw)
            window = x[:, :, rows, columns].flatten(2)
            first = F.one_hot(window.argmax(dim=2), ph * pw)
            share = first * dout[:, :, i, j, None]
            dx[:, :, rows, columns] += share.unflatten(2, (ph, pw))
    return dx
