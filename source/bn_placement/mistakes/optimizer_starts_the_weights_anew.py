"""The weights are initialized once more when the optimizer is made.

question: q7_optimizer
fails: test_optimizer_decays_only_weights
"""
def make_optimizer(model, lr, weight_decay):
    bn, biases, rest = parameter_groups(model)
    for p in rest:
        if p.dim() > 1:
            nn.init.kaiming_normal_(p)
    groups = [{"params": rest, "weight_decay": weight_decay}, {"params": bn + biases}]
    return torch.optim.SGD(groups, lr=lr, momentum=0.9)
