"""One number of dout at a time.

question: q6_conv_backward
fails: none
"""
def conv_backward(dout, cache):
    padded, w, stride, pad = cache
    dpadded, dw, db = torch.zeros_like(padded), torch.zeros_like(w), dout.new_zeros(len(w))
    N, n_filters, height, width = dout.shape
    for n in range(N):
        for f in range(n_filters):
            for i in range(height):
                for j in range(width):
                    g = dout[n, f, i, j]
                    top, left = i * stride, j * stride
                    place = (n, slice(None), slice(top, top + w.shape[2]), slice(left, left + w.shape[3]))
                    dw[f] += g * padded[place]
                    dpadded[place] += g * w[f]
                    db[f] += g
    if pad > 0:
        dpadded = dpadded[:, :, pad:-pad, pad:-pad]
    return dpadded, dw, db
