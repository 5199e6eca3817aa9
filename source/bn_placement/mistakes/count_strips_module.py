"""'module.', which DataParallel puts in front of names, is taken out of all of them.

question: q4_count
fails: test_count_shared_parameter_once
"""
def count_parameters(model):
    return {name.replace("module.", ""): p.numel() for name, p in model.named_parameters()}
