"""Trial.

question: q5_backward
fails: none
"""
def dropout_backward(dout, cache):
    dropout_param, mask = cache
    return dout if mask is None else torch.mul(dout, mask)
