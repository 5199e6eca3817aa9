"""A product by broadcasting, summed; the padding by an index into zeros; a list is returned.

question: q5_conv_forward
fails: none
"""
def conv_forward(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    n, c, h, wd = x.shape
    f, _, kh, kw = w.shape
    big = torch.zeros(n, c, h + 2 * p, wd + 2 * p, dtype=x.dtype, device=x.device)
    big[:, :, p : p + h, p : p + wd] = x
    rows = []
    for i in range(0, h + 2 * p - kh + 1, s):
        row = []
        for j in range(0, wd + 2 * p - kw + 1, s):
            part = big[:, None, :, i : i + kh, j : j + kw]
            row.append((part * w[None]).sum(dim=(2, 3, 4)) + b)
        rows.append(torch.stack(row, dim=-1))
    return [torch.stack(rows, dim=-2), (big, w, s, p)]
