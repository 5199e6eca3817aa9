"""Written out, without the four functions.

question: q5_relu
fails: none
cell: affine_relu_forward
"""
def affine_relu_forward(x, w, b):
    out = torch.relu(torch.addmm(b, x.flatten(1), w))
    return out, (x, w, out)


def affine_relu_backward(dout, cache):
    x, w, out = cache
    dz = torch.where(out > 0, dout, torch.zeros_like(dout))
    return torch.matmul(dz, w.T).reshape(x.shape), x.flatten(1).T.matmul(dz), dz.sum(dim=0)
