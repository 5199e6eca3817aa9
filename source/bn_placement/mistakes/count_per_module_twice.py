"""Each module reports all parameters below it, so those of inner layers are counted at every level.

id: E-c
question: q4_count
fails: test_count_resnet18
also: q5_resnet18
"""
def count_parameters(model):
    counts = {}
    for name, module in model.named_modules():
        total = sum(p.numel() for p in module.parameters())
        if total > 0:
            counts[name] = total
    return counts
