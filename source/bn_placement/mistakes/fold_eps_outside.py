"""eps is added to the root instead of the variance.

question: q15_fold
fails: test_fold_small_variances_and_leaves_layers_alone
"""
def fold_batch_norm(conv, bn):
    folded = copy.deepcopy(conv)
    scale = bn.weight / (bn.running_var.sqrt() + bn.eps)
    folded.weight = nn.Parameter((conv.weight * scale[:, None, None, None]).detach())
    folded.bias = nn.Parameter((bn.bias - bn.running_mean * scale).detach())
    return folded
