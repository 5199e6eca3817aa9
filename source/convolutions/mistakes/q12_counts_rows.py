"""Rows and columns with a gradient are counted; gaps in between are left out.

question: q12_receptive_field
fails: test_field_of_any_network
cell: measured_field
"""
def measured_field(net, x):
    pixels = x.detach().clone().requires_grad_(True)
    out = net(pixels)
    (g,) = torch.autograd.grad(out[0, :, out.shape[2] // 2, out.shape[3] // 2].sum(), pixels)
    seen = (g[0] != 0).any(dim=0)
    return int(seen.any(1).sum()), int(seen.any(0).sum())
