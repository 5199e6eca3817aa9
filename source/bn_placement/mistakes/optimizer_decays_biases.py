"""Batch norm is spared, the biases of convolutions and linear layers are decayed.

id: WO4
question: q7_optimizer
fails: test_optimizer_decays_only_weights
"""
def make_optimizer(model, lr, weight_decay):
    bn_affine, biases, rest = parameter_groups(model)
    groups = [{"params": bn_affine, "weight_decay": 0}, {"params": rest + biases, "weight_decay": weight_decay}]
    return torch.optim.SGD(groups, lr, momentum=0.9)
