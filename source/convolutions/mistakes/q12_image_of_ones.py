"""Takes an image of ones in place of the one that it gets.

question: q12_receptive_field
fails: test_field_of_any_network
cell: measured_field
"""
def measured_field(net, x):
    pixels = torch.ones_like(x).requires_grad_()
    out = net(pixels)
    middle = out[0, :, out.shape[2] // 2, out.shape[3] // 2].sum()
    (gradient,) = torch.autograd.grad(middle, pixels)
    seen = (gradient[0] != 0).any(dim=0)
    rows, columns = seen.nonzero().unbind(dim=1)
    return int(rows.max() - rows.min()) + 1, int(columns.max() - columns.min()) + 1
