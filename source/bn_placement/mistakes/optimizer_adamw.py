"""AdamW is used, a good optimizer and not the one that was asked for.

id: SG3
question: q7_optimizer
fails: test_optimizer_steps
"""
def make_optimizer(model, lr, weight_decay):
    bn_affine, biases, rest = parameter_groups(model)
    groups = [{"params": rest, "weight_decay": weight_decay}, {"params": bn_affine + biases, "weight_decay": 0}]
    return torch.optim.AdamW(groups, lr=lr)
