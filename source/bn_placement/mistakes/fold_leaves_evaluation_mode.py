"""Batch norm is switched into evaluation mode, and left there.

question: q15_fold
fails: test_fold_small_variances_and_leaves_layers_alone
"""
def fold_batch_norm(conv, bn):
    bn.eval()
    folded = copy.deepcopy(conv)
    scale = bn.weight / torch.sqrt(bn.running_var + bn.eps)
    folded.weight = nn.Parameter((conv.weight * scale[:, None, None, None]).detach())
    folded.bias = nn.Parameter((bn.bias - bn.running_mean * scale).detach())
    return folded
