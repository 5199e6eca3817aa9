"""A new convolution without the dilation of the given one.

question: q15_fold
fails: test_fold_trained_layers
cell: fold_batch_norm
"""
def fold_batch_norm(conv, bn):
    scale = bn.weight / torch.sqrt(bn.running_var + bn.eps)
    folded = nn.Conv2d(conv.in_channels, conv.out_channels, conv.kernel_size, conv.stride, conv.padding).to(conv.weight)
    folded.weight = nn.Parameter((conv.weight * scale[:, None, None, None]).detach())
    folded.bias = nn.Parameter((bn.bias - bn.running_mean * scale).detach())
    return folded
