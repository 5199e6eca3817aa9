"""A group for each parameter, built without parameter_groups.

question: q7_optimizer
fails: none
"""
def make_optimizer(model, lr, weight_decay):
    groups = []
    for module in model.modules():
        norm = isinstance(module, nn.modules.batchnorm._BatchNorm)
        for name, p in module.named_parameters(recurse=False):
            decay = 0.0 if norm or name == "bias" else weight_decay
            groups.append({"params": [p], "weight_decay": decay, "lr": lr, "momentum": 0.9})
    return torch.optim.SGD(groups, lr=lr)
