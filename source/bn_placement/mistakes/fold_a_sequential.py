"""The two layers are returned one after the other, as one module.

question: q15_fold
fails: test_fold_trained_layers
"""
def fold_batch_norm(conv, bn):
    return nn.Sequential(copy.deepcopy(conv), copy.deepcopy(bn)).eval()
