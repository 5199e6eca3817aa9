"""The new convolution is in float32.

question: q15_fold
fails: test_fold_trained_layers
"""
def fold_batch_norm(conv, bn):
    folded = copy.deepcopy(conv).float()
    scale = bn.weight / torch.sqrt(bn.running_var + bn.eps)
    folded.weight = nn.Parameter((conv.weight * scale[:, None, None, None]).detach().float())
    folded.bias = nn.Parameter((bn.bias - bn.running_mean * scale).detach().float())
    return folded
