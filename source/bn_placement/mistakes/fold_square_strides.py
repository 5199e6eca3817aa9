"""The new convolution takes one number as stride and padding, as if they were the same both ways.

question: q15_fold
fails: test_fold_small_variances_and_leaves_layers_alone
"""
def fold_batch_norm(conv, bn):
    folded = nn.Conv2d(
        conv.in_channels, conv.out_channels, conv.kernel_size, conv.stride[0], conv.padding[0]
    ).to(conv.weight.dtype)
    scale = bn.weight / torch.sqrt(bn.running_var + bn.eps)
    with torch.no_grad():
        folded.weight.copy_(conv.weight * scale[:, None, None, None])
        folded.bias.copy_(bn.bias - bn.running_mean * scale)
    return folded
