"""PyTorch's own fusion of the two layers.

question: q15_fold
fails: none
"""
def fold_batch_norm(conv, bn):
    from torch.nn.utils.fusion import fuse_conv_bn_eval

    return fuse_conv_bn_eval(copy.deepcopy(conv).eval(), copy.deepcopy(bn).eval())
