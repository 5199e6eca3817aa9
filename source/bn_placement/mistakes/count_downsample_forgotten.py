"""Only layers called conv, bn or fc are counted, so the shortcuts are forgotten.

id: E-c
question: q4_count
fails: test_count_resnet18
also: q5_resnet18
"""
def count_parameters(model):
    counts = {}
    for name, p in model.named_parameters():
        if "downsample" in name:
            continue
        counts[name] = p.numel()
    return counts
