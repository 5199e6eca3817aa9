"""A zero tensor gets the gradients of the units that were kept.

question: q5_backward
fails: none
"""
def dropout_backward(dout, cache):
    param, mask = cache
    if mask is None:
        return dout.detach().clone()
    dx = torch.zeros_like(dout)
    kept = mask > 0
    dx[kept] = dout[kept] * mask[kept].to(dout.dtype)
    return dx
