"""The new convolution is in float64, whatever the given one is in.

question: q15_fold
fails: test_fold_trained_layers
"""
def fold_batch_norm(conv, bn):
    folded = copy.deepcopy(conv).double()
    scale = bn.weight.double() / torch.sqrt(bn.running_var.double() + bn.eps)
    folded.weight = nn.Parameter((conv.weight.double() * scale[:, None, None, None]).detach())
    folded.bias = nn.Parameter((bn.bias.double() - bn.running_mean * scale).detach())
    return folded
