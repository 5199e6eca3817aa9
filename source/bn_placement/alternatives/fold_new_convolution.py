"""A new convolution with the settings of the given one, filled without autograd.

question: q15_fold
fails: none
"""
def fold_batch_norm(conv, bn):
    sizes = conv.in_channels, conv.out_channels, conv.kernel_size, conv.stride, conv.padding
    folded = nn.Conv2d(*sizes, dtype=conv.weight.dtype, device=conv.weight.device)
    with torch.no_grad():
        deviation = (bn.running_var + bn.eps).sqrt()
        folded.weight.copy_(conv.weight * (bn.weight / deviation).view(-1, 1, 1, 1))
        folded.bias.copy_(bn.bias - bn.weight * bn.running_mean / deviation)
    return folded
