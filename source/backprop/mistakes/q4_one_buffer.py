"""The output is written into a buffer that all calls share.

question: q4_affine
fails: test_affine_is_a_pure_function
also: q8_block, q9_net, q11_train, q5_relu
cell: affine_forward
"""
_buffer = {}


def affine_forward(x, w, b):
    flat = x.reshape(x.shape[0], -1)
    key = (flat.shape[0], w.shape[1], w.dtype)
    if key not in _buffer:
        _buffer[key] = torch.empty(flat.shape[0], w.shape[1], dtype=w.dtype)
    out = torch.mm(flat, w, out=_buffer[key])
    out += b
    return out, (x, w)


def affine_backward(dout, cache):
    x, w = cache
    return (dout @ w.T).reshape(x.shape), x.reshape(len(x), -1).T @ dout, dout.sum(0)
