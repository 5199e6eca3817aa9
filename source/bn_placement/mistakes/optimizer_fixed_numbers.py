"""Learning rate and weight decay are written into the function.

question: q7_optimizer
fails: test_optimizer_steps
"""
def make_optimizer(model, lr, weight_decay):
    bn_affine, biases, rest = parameter_groups(model)
    groups = [{"params": rest, "weight_decay": 5e-4}, {"params": bn_affine + biases, "weight_decay": 0}]
    return torch.optim.SGD(groups, lr=0.1, momentum=0.9)
