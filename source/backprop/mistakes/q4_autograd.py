"""The backward pass is left to autograd.

question: q4_affine
fails: test_affine_is_a_pure_function
also: q5_relu, q8_block
"""
def affine_forward(x, w, b):
    leaves = [t.detach().clone().requires_grad_() for t in (x, w, b)]
    out = leaves[0].reshape(len(x), -1) @ leaves[1] + leaves[2]
    return out.detach(), (leaves, out)


def affine_backward(dout, cache):
    leaves, out = cache
    return torch.autograd.grad(out, leaves, dout, retain_graph=True)
