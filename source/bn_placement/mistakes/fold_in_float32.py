"""The scale is computed in float32, whatever the layers are in.

question: q15_fold
fails: test_fold_trained_layers
"""
def fold_batch_norm(conv, bn):
    folded = copy.deepcopy(conv)
    scale = bn.weight.float() / torch.sqrt(bn.running_var.float() + bn.eps)
    shift = bn.bias.float() - bn.running_mean.float() * scale
    folded.weight = nn.Parameter((conv.weight * scale[:, None, None, None]).detach().to(conv.weight.dtype))
    folded.bias = nn.Parameter(shift.detach().to(conv.weight.dtype))
    return folded
