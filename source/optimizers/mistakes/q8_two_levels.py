"""Only two levels of modules are looked at.

question: q8_memory
fails: test_bytes_of_each_rule
"""
def optimizer_bytes(model, rule):
    copies = {"sgd": 0, "momentum": 1, "rmsprop": 1, "adam": 2}
    if rule not in copies:
        raise ValueError(f"{rule!r} is none of {', '.join(copies)}")
    trained = [p for m in [model, *model.children(), *(g for c in model.children() for g in c.children())] for p in m.parameters(recurse=False) if p.requires_grad]
    return copies[rule] * sum(p.numel() * p.element_size() for p in trained)
