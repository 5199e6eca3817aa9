"""A parameter that two layers share is counted for each of them.

question: q4_count
fails: test_count_shared_parameter_once
"""
def count_parameters(model):
    counts = {}
    for name, module in model.named_modules():
        for key, p in module.named_parameters(recurse=False):
            counts[f"{name}.{key}" if name else key] = p.numel()
    return counts
