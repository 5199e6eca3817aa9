"""A recursive walk over the children, with parameters as members of a set.

question: q6_groups
fails: none
"""
def parameter_groups(model):
    seen = set()

    def walk(module):
        found = [[], [], []]
        for key, p in module._parameters.items():
            if p is None or p in seen:
                continue
            seen.add(p)
            is_norm = isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d))
            found[0 if is_norm else 1 if key == "bias" else 2].append(p)
        for child in module.children():
            for mine, theirs in zip(found, walk(child)):
                mine.extend(theirs)
        return found

    return walk(model)
