"""A new convolution with the settings of the given one, filled without autograd.

question: q15_fold
fails: none
"""
def fold_batch_norm(conv, bn):
    sizes = conv.in_channels, conv.out_channels, conv.kernel_size, conv.stride, conv.padding
    more = {"dilation": conv.dilation, "groups": conv.groups, "padding_mode": conv.padding_mode}
    folded = nn.Conv2d(*sizes, **more, dtype=conv.weight.dtype, device=conv.weight.device)
    with torch.no_grad():
        deviation = (bn.running_var + bn.eps).sqrt()
        folded.weight.copy_(conv.weight * (bn.weight / deviation).view(-1, 1, 1, 1))
        folded.bias.copy_(bn.bias - bn.weight * bn.running_mean / deviation)
    return folded
