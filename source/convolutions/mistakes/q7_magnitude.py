"""The largest magnitude in place of the largest number.

question: q7_max_pool
fails: test_max_pooling_of_any_windows
cell: max_pool_forward
"""
def max_pool_forward(x, pool_param):
    """Take the maximum of each window.

    x: (N, C, H, W); pool_param: dict with "pool_height", "pool_width" and "stride"
    Returns (out, cache): out has the shape (N, C, H_out, W_out).
    """
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    n, c, height, width = x.shape
    out = x.new_zeros(n, c, (height - ph) // stride + 1, (width - pw) // stride + 1)
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            top, left = i * stride, j * stride
            out[:, :, i, j] = x[:, :, top : top + ph, left : left + pw].abs().amax(dim=(2, 3))
    return out, (x, (ph, pw), stride)
