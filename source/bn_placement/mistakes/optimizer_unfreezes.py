"""All parameters are made trainable on the way.

question: q7_optimizer
fails: test_optimizer_decays_only_weights
"""
def make_optimizer(model, lr, weight_decay):
    model.requires_grad_(True)
    bn_affine, biases, rest = parameter_groups(model)
    groups = [{"params": rest, "weight_decay": weight_decay}, {"params": bn_affine + biases}]
    return torch.optim.SGD(groups, lr=lr, momentum=0.9)
