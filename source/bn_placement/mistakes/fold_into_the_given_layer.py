"""The given convolution itself is changed.

question: q15_fold
fails: test_fold_small_variances_and_leaves_layers_alone
"""
def fold_batch_norm(conv, bn):
    scale = bn.weight / torch.sqrt(bn.running_var + bn.eps)
    conv.weight = nn.Parameter((conv.weight * scale[:, None, None, None]).detach())
    conv.bias = nn.Parameter((bn.bias - bn.running_mean * scale).detach())
    return conv
