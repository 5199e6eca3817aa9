"""torch.func.grad.

question: q12_receptive_field
fails: none
cell: measured_field
"""
def measured_field(net, x):
    def middle(pixels):
        out = net(pixels)
        return out[0, :, out.shape[-2] // 2, out.shape[-1] // 2].sum()
    box = torch.func.grad(middle)(x).abs().amax((0, 1)).nonzero()
    return tuple((box.amax(0) - box.amin(0) + 1).tolist())
