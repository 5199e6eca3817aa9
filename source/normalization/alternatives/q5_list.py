"""A list of the three gradients.

question: q5_backward
fails: none
cell: batchnorm_backward_alt
"""
def batchnorm_backward_alt(dout, cache):
    return list(batchnorm_backward(dout, cache))
