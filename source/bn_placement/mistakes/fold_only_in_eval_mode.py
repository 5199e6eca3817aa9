"""A batch norm layer that is still in training mode is refused.

question: q15_fold
fails: test_fold_small_variances_and_leaves_layers_alone
"""
def fold_batch_norm(conv, bn):
    from torch.nn.utils.fusion import fuse_conv_bn_eval

    return fuse_conv_bn_eval(conv.eval(), bn)
