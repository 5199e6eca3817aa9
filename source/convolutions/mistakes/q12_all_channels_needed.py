"""A pixel counts only if all its channels do.

question: q12_receptive_field
fails: test_field_of_any_network
cell: measured_field
"""
def measured_field(net, x):
    """Return (height, width) of the box of pixels that the middle output of a network depends on."""
    pixels = nn.Parameter(x)  # a leaf of its own, with the numbers of x
    out = net(pixels)
    middle = out[0, :, out.shape[2] // 2, out.shape[3] // 2].sum()
    (gradient,) = torch.autograd.grad(middle, pixels)
    seen = (gradient[0] != 0).all(dim=0)
    rows, columns = seen.nonzero().unbind(dim=1)
    return int(rows.max() - rows.min()) + 1, int(columns.max() - columns.min()) + 1
