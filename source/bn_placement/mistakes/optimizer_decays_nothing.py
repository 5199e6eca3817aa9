"""Weight decay is set to 0 for all, and the argument is never used.

question: q7_optimizer
fails: test_optimizer_decays_only_weights
"""
def make_optimizer(model, lr, weight_decay):
    bn_affine, biases, rest = parameter_groups(model)
    groups = [{"params": rest}, {"params": bn_affine + biases, "weight_decay": 0}]
    return torch.optim.SGD(groups, lr=lr, momentum=0.9)
