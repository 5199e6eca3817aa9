"""The dropped gradients are filled with zeros.

question: q5_backward
fails: none
"""
def dropout_backward(dout, cache):
    param, mask = cache
    if mask is None:
        return dout
    return (dout / param["p"]).masked_fill(mask == 0, 0.0)
