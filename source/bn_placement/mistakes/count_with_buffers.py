"""The state_dict is counted, buffers included.

id: E-c
question: q4_count
fails: test_count_resnet18
also: q5_resnet18
"""
def count_parameters(model):
    return {name: value.numel() for name, value in model.state_dict().items()}
