"""By hand, down the tree.

question: q4_count
fails: none
"""
def count_parameters(model):
    found, seen = {}, set()

    def down(module, prefix):
        for name, p in module._parameters.items():
            if p is not None and id(p) not in seen:
                seen.add(id(p))
                found[prefix + name] = int(np.prod(p.shape)) if "np" in globals() else p.shape.numel()
        for name, child in module._modules.items():
            if child is not None:
                down(child, prefix + name + ".")

    down(model, "")
    return found
