"""Three groups, with the decay of the first as the default of all.

question: q7_optimizer
fails: none
"""
def make_optimizer(model, lr, weight_decay):
    bn_affine, biases, rest = parameter_groups(model)
    return torch.optim.SGD(
        [
            {"params": rest},
            {"params": biases, "weight_decay": 0},
            {"params": bn_affine, "weight_decay": 0},
        ],
        lr,
        momentum=0.9,
        weight_decay=weight_decay,
    )
