"""All is computed in float64, and rounded to the data type of the convolution in the end.

question: q15_fold
fails: none
"""
def fold_batch_norm(conv, bn):
    with torch.no_grad():
        scale = bn.weight.double() / (bn.running_var.double() + bn.eps).sqrt()
        shift = bn.bias.double() - bn.running_mean.double() * scale
        folded = copy.deepcopy(conv)
        folded.weight.copy_(conv.weight.double() * scale.reshape(-1, 1, 1, 1))
        folded.bias = nn.Parameter(shift.to(conv.weight.dtype))
    return folded
