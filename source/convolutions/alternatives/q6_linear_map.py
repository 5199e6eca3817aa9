"""dx by what the layer makes of each pixel: it is linear.

question: q6_conv_backward
fails: none
"""
def conv_backward(dout, cache):
    padded, w, s, p = cache
    n, c, h, wd = padded.shape
    h, wd = h - 2 * p, wd - 2 * p
    ones = torch.eye(c * h * wd, dtype=w.dtype, device=w.device).reshape(-1, c, h, wd)
    none = torch.zeros(len(w), dtype=w.dtype, device=w.device)
    seen = [conv_forward(part, w, none, {"stride": s, "pad": p})[0].flatten(1) for part in ones.split(64)]
    dx = (dout.flatten(1) @ torch.cat(seen).T).reshape(n, c, h, wd)
    columns = F.unfold(padded, tuple(w.shape[2:]), stride=s)
    dw = (dout.flatten(2) @ columns.transpose(1, 2)).sum(0).reshape(w.shape)
    return dx, dw, dout.transpose(0, 1).flatten(1).sum(1)
