"""A convolution of a library.

question: q5_conv_forward
fails: test_convolution_is_written_by_hand
"""
def conv_forward(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    out = F.conv2d(x, w, b, stride=stride, padding=pad)
    return out, (F.pad(x, (pad, pad, pad, pad)), w, stride, pad)
