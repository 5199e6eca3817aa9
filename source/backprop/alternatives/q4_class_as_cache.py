"""The cache is an object.

question: q4_affine
fails: none
"""
class Remembered:
    def __init__(self, x, w):
        self.x, self.w = x, w


def affine_forward(x, w, b):
    return torch.nn.functional.linear(x.flatten(start_dim=1), w.t(), b), Remembered(x, w)


def affine_backward(dout, cache):
    dx = torch.mm(dout, cache.w.t()).view_as(cache.x) if cache.x.is_contiguous() else (dout @ cache.w.t()).reshape(cache.x.shape)
    dw = (dout.t() @ cache.x.flatten(1)).t()
    return dx, dw, torch.ones(len(dout), dtype=dout.dtype) @ dout
