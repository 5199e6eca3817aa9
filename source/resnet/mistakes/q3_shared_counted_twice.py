"""Duplicates are kept, so a layer that is used twice counts twice.

question: q3_resnet18
fails: test_total_counts_each_parameter_once
cell: total_parameters
"""
def total_parameters(model):
    return sum(p.numel() for _, p in model.named_parameters(remove_duplicate=False))
