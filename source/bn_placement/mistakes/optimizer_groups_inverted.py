"""The groups are swapped: biases and batch norm are decayed, weights are not.

id: WO3
question: q7_optimizer
fails: test_optimizer_decays_only_weights
"""
def make_optimizer(model, lr, weight_decay):
    bn_affine, biases, rest = parameter_groups(model)
    return torch.optim.SGD(
        [{"params": bn_affine + biases, "weight_decay": weight_decay}, {"params": rest, "weight_decay": 0}],
        lr=lr, momentum=0.9,
    )
