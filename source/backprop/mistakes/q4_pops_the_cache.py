"""The cache is a list from which the backward pass takes its entries: a second backward pass fails.

question: q4_affine
fails: test_affine_is_a_pure_function
also: q5_relu, q8_block
cell: affine_forward
"""
def affine_forward(x, w, b):
    return x.reshape(len(x), -1) @ w + b, [x, w]


def affine_backward(dout, cache):
    w, x = cache.pop(), cache.pop()
    return (dout @ w.T).reshape(x.shape), x.reshape(len(x), -1).T @ dout, dout.sum(0)
