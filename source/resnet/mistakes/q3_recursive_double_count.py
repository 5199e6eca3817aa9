"""Each module of the tree counts all parameters below it, so deep ones are counted several times.

id: E-c
question: q3_resnet18
fails: test_total_counts_each_parameter_once, test_resnet18_numbers
cell: total_parameters
"""
def total_parameters(model):
    total = 0
    for module in model.modules():
        for parameter in module.parameters():
            total += parameter.numel()
    return total
