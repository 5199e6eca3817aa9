"""torch.func does the backward pass, which is autograd by another name.

question: q4_affine
cell: affine_forward
fails: test_affine_is_a_pure_function
also: q5_relu
"""
def affine_forward(x, w, b):
    return torch.func.vjp(lambda x, w, b: x.reshape(len(x), -1) @ w + b, x, w, b)


def affine_backward(dout, cache):
    return cache(dout)
