"""Momentum is set for the decayed group only.

question: q7_optimizer
fails: test_optimizer_steps
"""
def make_optimizer(model, lr, weight_decay):
    bn_affine, biases, rest = parameter_groups(model)
    return torch.optim.SGD(
        [{"params": rest, "weight_decay": weight_decay, "momentum": 0.9}, {"params": bn_affine + biases}], lr=lr
    )
