"""rsqrt, reshape, new layer by keywords.

question: q15_fold
fails: none
"""
def fold_batch_norm(conv, bn):
    with torch.no_grad():
        scale = bn.weight * torch.rsqrt(bn.running_var + bn.eps)
        folded = nn.Conv2d(
            conv.in_channels, conv.out_channels, conv.kernel_size, stride=conv.stride, padding=conv.padding, dilation=conv.dilation,
            groups=conv.groups, bias=True, padding_mode=conv.padding_mode, dtype=conv.weight.dtype,
        )
        folded.weight.copy_(torch.einsum("o...,o->o...", conv.weight, scale))
        folded.bias.copy_(torch.addcmul(bn.bias, bn.running_mean, scale, value=-1))
    return folded
