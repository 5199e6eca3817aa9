"""The entries of the state_dict are counted, so the running statistics are among them.

id: E-c
question: q3_resnet18
fails: test_total_counts_each_parameter_once, test_resnet18_numbers
cell: total_parameters
"""
def total_parameters(model):
    return sum(value.numel() for value in model.state_dict().values())
