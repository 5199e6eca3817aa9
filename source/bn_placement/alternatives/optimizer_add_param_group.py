"""The second group is added later.

question: q7_optimizer
fails: none
"""
def make_optimizer(model, lr, weight_decay):
    bn_affine, biases, rest = parameter_groups(model)
    optimizer = torch.optim.SGD(rest, lr=lr, momentum=0.9, weight_decay=weight_decay)
    optimizer.add_param_group({"params": [*bn_affine, *biases], "weight_decay": 0.0})
    return optimizer
