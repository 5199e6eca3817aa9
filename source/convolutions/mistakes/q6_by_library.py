"""The gradients of a library.

question: q6_conv_backward
fails: test_gradients_are_pure_functions_of_any_dtype
"""
def conv_backward(dout, cache):
    padded, w, stride, pad = cache
    height, width = padded.shape[2] - 2 * pad, padded.shape[3] - 2 * pad
    dx = torch.nn.grad.conv2d_input(padded.shape, w, dout, stride=stride)
    dw = torch.nn.grad.conv2d_weight(padded, w.shape, dout, stride=stride)
    return dx[:, :, pad : pad + height, pad : pad + width].clone(), dw, dout.sum(dim=(0, 2, 3))
