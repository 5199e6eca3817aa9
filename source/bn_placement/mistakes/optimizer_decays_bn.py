"""Only the biases are spared, gamma and beta of batch norm are decayed.

id: WO2
question: q7_optimizer
fails: test_optimizer_decays_only_weights
"""
def make_optimizer(model, lr, weight_decay):
    bn_affine, biases, rest = parameter_groups(model)
    return torch.optim.SGD(
        [{"params": bn_affine + rest}, {"params": biases, "weight_decay": 0}],
        lr=lr, momentum=0.9, weight_decay=weight_decay,
    )
