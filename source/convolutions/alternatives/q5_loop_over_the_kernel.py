"""A loop over the places of the filter, with strided slices.

question: q5_conv_forward
fails: none
"""
def conv_forward(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    padded = F.pad(x, (pad,) * 4)
    height = (padded.shape[2] - w.shape[2]) // stride + 1
    width = (padded.shape[3] - w.shape[3]) // stride + 1
    out = b.reshape(1, -1, 1, 1).expand(len(x), -1, height, width).clone()
    for u in range(w.shape[2]):
        for v in range(w.shape[3]):
            part = padded[:, :, u:, v:][:, :, ::stride, ::stride][:, :, :height, :width]
            out = out + torch.tensordot(w[:, :, u, v], part, dims=([1], [1])).transpose(0, 1)
    return out, (padded, w, stride, pad)
