"""copy_ under no_grad, register_parameter.

question: q15_fold
fails: none
cell: fold_batch_norm
"""
@torch.no_grad()
def fold_batch_norm(conv, bn):
    folded = copy.deepcopy(conv)
    inverse = torch.rsqrt(bn.running_var.add(bn.eps)).mul(bn.weight)
    folded.weight.copy_(torch.einsum("oihw,o->oihw", conv.weight, inverse))
    folded.register_parameter("bias", nn.Parameter(torch.addcmul(bn.bias, bn.running_mean, inverse, value=-1)))
    return folded
