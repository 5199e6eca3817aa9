"""Only the convolutions are decayed and trained, the weights of the linear layers are in no group.

id: WO5
question: q7_optimizer
fails: test_optimizer_trains_every_parameter
"""
def make_optimizer(model, lr, weight_decay):
    bn_affine, biases, rest = parameter_groups(model)
    kernels = [p for p in rest if p.ndim > 2]
    groups = [{"params": kernels, "weight_decay": weight_decay}, {"params": bn_affine + biases, "weight_decay": 0}]
    return torch.optim.SGD(groups, lr=lr, momentum=0.9)
