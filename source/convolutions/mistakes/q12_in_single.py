"""The image is brought to float32, whatever the network is.

question: q12_receptive_field
fails: test_field_of_any_network
cell: measured_field
"""
def measured_field(net, x):
    pixels = nn.Parameter(x.float())
    out = net(pixels)
    middle = out[0, :, out.shape[2] // 2, out.shape[3] // 2].sum()
    (gradient,) = torch.autograd.grad(middle, pixels)
    rows, columns = (gradient[0] != 0).any(dim=0).nonzero().unbind(dim=1)
    return int(rows.max() - rows.min()) + 1, int(columns.max() - columns.min()) + 1
