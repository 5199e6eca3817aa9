"""Autograd does the work.

question: q6_conv_backward
fails: test_gradients_are_pure_functions_of_any_dtype
"""
def conv_backward(dout, cache):
    padded, w, stride, pad = cache
    height, width = padded.shape[2] - 2 * pad, padded.shape[3] - 2 * pad
    x = padded[:, :, pad : pad + height, pad : pad + width]
    leaves = [t.detach().clone().requires_grad_() for t in (x, w, w[:, 0, 0, 0])]
    out, _ = conv_forward(*leaves, {"stride": stride, "pad": pad})
    return torch.autograd.grad(out, leaves, dout)
