"""All parameters first; groups are edited afterwards.

question: q7_optimizer
fails: none
"""
def make_optimizer(model, lr, weight_decay):
    bn, biases, rest = parameter_groups(model)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    optimizer.param_groups[0]["params"] = bn + biases
    if rest:
        optimizer.add_param_group({"params": rest, "weight_decay": weight_decay})
    return optimizer
