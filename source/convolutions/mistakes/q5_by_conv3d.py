"""A convolution of a library with one dimension more.

question: q5_conv_forward
fails: test_convolution_is_written_by_hand
"""
def conv_forward(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    out = torch.conv3d(x[:, :, None], w[:, :, None], b, (1, stride, stride), (0, pad, pad))[:, :, 0]
    return out, (F.pad(x, (pad, pad, pad, pad)), w, stride, pad)
