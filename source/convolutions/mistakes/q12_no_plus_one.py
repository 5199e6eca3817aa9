"""The last row and column are forgotten.

question: q12_receptive_field
fails: test_field_of_two_layers
cell: measured_field
"""
def measured_field(net, x):
    """Return (height, width) of the box of pixels that the middle output of a network depends on."""
    pixels = nn.Parameter(x)  # a leaf of its own, with the numbers of x
    out = net(pixels)
    middle = out[0, :, out.shape[2] // 2, out.shape[3] // 2].sum()
    (gradient,) = torch.autograd.grad(middle, pixels)
    seen = (gradient[0] != 0).any(dim=0)
    rows, columns = seen.nonzero().unbind(dim=1)
    return int(rows.max() - rows.min()), int(columns.max() - columns.min())
