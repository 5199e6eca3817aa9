"""len(p) is the first dimension of a tensor, not its number of elements.

question: q4_count
fails: test_count_small_network
also: q5_resnet18
"""
def count_parameters(model):
    counts = {}
    for name, p in model.named_parameters():
        counts[name] = len(p)
    return counts
