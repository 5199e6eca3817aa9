"""By Tensor.unfold.

question: q7_max_pool
fails: none
cell: max_pool_forward
"""
def max_pool_forward(x, pool_param):
    ph, pw, stride = (pool_param[key] for key in ("pool_height", "pool_width", "stride"))
    windows = x.unfold(2, ph, stride).unfold(3, pw, stride)
    return windows.amax((-2, -1)), (x, (ph, pw), stride)
