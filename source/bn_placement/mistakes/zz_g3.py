"""Trial.

question: q6_groups
fails: any
"""
def parameter_groups(model):
    bn, bi, rest, seen = [], [], [], set()
    for m in model.modules():
        for n, p in m.named_parameters(recurse=False):
            if id(p) in seen: continue
            seen.add(id(p))
            if hasattr(m, "running_mean"): bn.append(p)
            elif n == "bias": bi.append(p)
            else: rest.append(p)
    return bn, bi, rest
