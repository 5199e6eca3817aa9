"""The gradients of the channels are added before they are compared with zero.

question: q12_receptive_field
fails: test_field_of_any_network
cell: measured_field
"""
def measured_field(net, x):
    pixels = x.detach().clone().requires_grad_(True)
    out = net(pixels)
    (g,) = torch.autograd.grad(out[0, :, out.shape[2] // 2, out.shape[3] // 2].sum(), pixels)
    rows, columns = torch.where(g[0].sum(0) != 0)
    return int(rows.max() - rows.min() + 1), int(columns.max() - columns.min() + 1)
