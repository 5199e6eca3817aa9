"""Only leaf modules are looked at, so a parameter of the model itself is lost.

question: q4_count
fails: test_count_frozen_and_bare_parameters
"""
def count_parameters(model):
    counts, seen = {}, set()
    for name, module in model.named_modules():
        if len(list(module.children())) == 0:
            for key, p in module.named_parameters():
                if id(p) not in seen:
                    seen.add(id(p))
                    counts[name + "." + key] = p.numel()
    return counts
