"""rsqrt, einsum and addcmul.

question: q15_fold
fails: none
"""
@torch.no_grad()
def fold_batch_norm(conv, bn):
    folded = copy.deepcopy(conv)
    scale = bn.weight * torch.rsqrt(bn.running_var + bn.eps)
    folded.weight = nn.Parameter(torch.einsum("oikl,o->oikl", conv.weight, scale))
    folded.bias = nn.Parameter(torch.addcmul(bn.bias, bn.running_mean, scale, value=-1))
    return folded
