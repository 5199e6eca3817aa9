"""Groups of pairs of a name and a parameter.

question: q7_optimizer
fails: none
"""
def make_optimizer(model, lr, weight_decay):
    decayed = set(parameter_groups(model)[2])
    named = list(model.named_parameters())
    groups = [{"params": [(n, p) for n, p in named if p in decayed], "weight_decay": weight_decay},
              {"params": [(n, p) for n, p in named if p not in decayed]}]
    return torch.optim.SGD(groups, lr, 0.9)
