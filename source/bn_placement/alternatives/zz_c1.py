"""Trial.

question: q4_count
fails: none
"""
def count_parameters(model):
    from collections import OrderedDict
    out = OrderedDict()
    for n, p in model.named_parameters():
        k = 1
        for d in p.shape: k *= d
        out[n] = k
    return out
