"""Shared parameters are recognized by their address in memory, which all parameters without numbers have in common.

question: q4_count
fails: test_count_shared_parameter_once
also: q5_resnet18
"""
def count_parameters(model):
    counts, seen = {}, set()
    for name, p in model.state_dict(keep_vars=True).items():
        if isinstance(p, nn.Parameter) and p.data_ptr() not in seen:
            seen.add(p.data_ptr())
            counts[name] = p.numel()
    return counts
