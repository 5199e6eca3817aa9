"""A loop over modules, without recursion and with a memory of what was seen.

question: q4_count
fails: none
"""
def count_parameters(model):
    counts, seen = {}, set()
    for prefix, module in model.named_modules():
        for key, p in module.named_parameters(recurse=False):
            if id(p) in seen:
                continue
            seen.add(id(p))
            counts[prefix + "." + key if prefix else key] = p.nelement()
    return counts
