"""Image by image and filter by filter, with narrow; a named tuple is returned.

question: q6_conv_backward
fails: none
"""
import collections

Gradients = collections.namedtuple("Gradients", "dx dw db")


def conv_backward(dout, cache):
    padded, w, s, p = cache
    dxs, dw = [], torch.zeros_like(w)
    for image, g in zip(padded, dout):
        dx = torch.zeros_like(image)
        for i in range(g.shape[1]):
            for j in range(g.shape[2]):
                window = (slice(None), slice(i * s, i * s + w.shape[2]), slice(j * s, j * s + w.shape[3]))
                dw = dw + torch.tensordot(g[:, i, j], image[window], dims=0)
                dx[window] += torch.tensordot(g[:, i, j], w, dims=1)
        dxs.append(dx.narrow(1, p, dx.shape[1] - 2 * p).narrow(2, p, dx.shape[2] - 2 * p))
    return Gradients(torch.stack(dxs), dw, dout.flatten(2).sum(2).sum(0))
