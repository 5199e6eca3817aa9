"""By one advanced index.

question: q8_im2col
fails: none
cell: im2col
"""
def im2col(x, kernel_height, kernel_width, stride=1, pad=0):
    z = F.pad(x, (pad,) * 4)
    i = torch.arange(0, z.size(2) - kernel_height + 1, stride, device=x.device)
    j = torch.arange(0, z.size(3) - kernel_width + 1, stride, device=x.device)
    u = torch.arange(kernel_height, device=x.device)
    v = torch.arange(kernel_width, device=x.device)
    rows = u[:, None, None, None] + i[None, None, :, None]
    columns = v[None, :, None, None] + j[None, None, None, :]
    return z[:, :, rows, columns].flatten(4).flatten(1, 3)
