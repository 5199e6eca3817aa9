"""The running mean is subtracted without the scale.

question: q15_fold
fails: test_fold_trained_layers
"""
def fold_batch_norm(conv, bn):
    folded = copy.deepcopy(conv)
    scale = bn.weight * (bn.running_var + bn.eps) ** -0.5
    folded.weight = nn.Parameter((conv.weight * scale[:, None, None, None]).detach())
    folded.bias = nn.Parameter((bn.bias - bn.running_mean).detach())
    return folded
