"""Autograd goes back through the two layers.

question: q5_relu
fails: test_affine_relu
cell: affine_relu_forward
"""
def affine_relu_forward(x, w, b):
    leaves = [t.detach().clone().requires_grad_() for t in (x, w, b)]
    out = (leaves[0].reshape(len(x), -1) @ leaves[1] + leaves[2]).relu()
    return out.detach(), (out, leaves)


def affine_relu_backward(dout, cache):
    out, leaves = cache
    return torch.autograd.grad(out, leaves, dout, retain_graph=True)
