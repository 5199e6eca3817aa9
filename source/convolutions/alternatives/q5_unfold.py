"""By F.unfold and a matrix product.

question: q5_conv_forward
fails: none
"""
def conv_forward(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    columns = F.unfold(x, w.shape[2:], padding=pad, stride=stride)
    out = w.flatten(1) @ columns + b[:, None]
    height = (x.shape[2] + 2 * pad - w.shape[2]) // stride + 1
    return out.reshape(len(x), len(w), height, -1), (F.pad(x, [pad] * 4), w, stride, pad)
