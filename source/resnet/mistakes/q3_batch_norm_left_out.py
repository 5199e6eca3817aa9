"""Only convolutions and linear layers are looked at.

id: E-c
question: q3_resnet18
fails: test_total_counts_each_parameter_once, test_resnet18_numbers
cell: total_parameters
"""
def total_parameters(model):
    total = 0
    for module in model.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            total += sum(p.numel() for p in module.parameters())
    return total
