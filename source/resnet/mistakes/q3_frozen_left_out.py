"""Only the parameters that are being trained are counted.

question: q3_resnet18
fails: test_total_counts_each_parameter_once
cell: total_parameters
"""
def total_parameters(model):
    return sum(p.numel() for p in model.parameters() if p.requires_grad)
