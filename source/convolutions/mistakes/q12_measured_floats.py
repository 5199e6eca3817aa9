"""The sides come out as floats.

question: q12_receptive_field
fails: test_field_of_any_network
cell: measured_field
"""
def measured_field(net, x):
    x = x.detach().clone().requires_grad_()
    with torch.enable_grad():
        out = net(x)
        middle = out[0, :, out.shape[2] // 2, out.shape[3] // 2].sum()
    (gradient,) = torch.autograd.grad(middle, x)
    rows, columns = (gradient[0] != 0).any(0).nonzero(as_tuple=True)
    sides = [float(places.max() - places.min() + 1) for places in (rows, columns)]
    return tuple(sides)
