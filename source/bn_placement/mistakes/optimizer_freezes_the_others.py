"""What is not to be decayed is frozen, so that it is not trained at all.

question: q7_optimizer
fails: test_optimizer_decays_only_weights
"""
def make_optimizer(model, lr, weight_decay):
    bn, biases, rest = parameter_groups(model)
    for p in bn + biases:
        p.requires_grad_(False)
    groups = [{"params": rest, "weight_decay": weight_decay}, {"params": bn + biases}]
    return torch.optim.SGD(groups, lr=lr, momentum=0.9)
