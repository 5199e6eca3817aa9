"""Only the direct children of the model are looked at, not what is inside of them.

question: q4_count
fails: test_count_resnet18
also: q5_resnet18
"""
def count_parameters(model):
    counts = {}
    for name, child in model.named_children():
        for key in ("weight", "bias"):
            p = getattr(child, key, None)
            if p is not None:
                counts[name + "." + key] = p.numel()
    return counts
