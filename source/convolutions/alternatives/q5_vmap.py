"""One image at a time, lifted over the batch by torch.vmap.

question: q5_conv_forward
fails: none
"""
def conv_forward(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    f, c, kh, kw = w.shape

    def one(image):
        image = F.pad(image, (p, p, p, p))
        windows = image.unfold(1, kh, s).unfold(2, kw, s)
        return torch.tensordot(w, windows, dims=([1, 2, 3], [0, 3, 4])) + b[:, None, None]

    return torch.vmap(one)(x), (F.pad(x, (p, p, p, p)), w, s, p)
