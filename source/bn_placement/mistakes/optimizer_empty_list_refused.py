"""Without batch norm and biases a group is empty, which raises an error.

question: q7_optimizer
fails: test_optimizer_trains_every_parameter
hint: A model may have no batch norm, or no bias: a list that is empty is no error.
"""
def make_optimizer(model, lr, weight_decay):
    bn, biases, rest = parameter_groups(model)
    assert bn and biases and rest
    return torch.optim.SGD([{"params": bn + biases}, {"params": rest, "weight_decay": weight_decay}], lr=lr, momentum=0.9)
