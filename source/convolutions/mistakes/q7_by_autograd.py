"""Autograd does the work.

question: q7_max_pool
fails: test_max_pooling_is_a_pure_function_of_any_dtype
cell: max_pool_backward
"""
def max_pool_backward(dout, cache):
    x, (ph, pw), stride = cache
    leaf = x.detach().clone().requires_grad_()
    param = {"pool_height": ph, "pool_width": pw, "stride": stride}
    out, _ = max_pool_forward(leaf, param)
    out.backward(dout)
    return leaf.grad
