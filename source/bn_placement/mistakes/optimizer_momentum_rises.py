"""The momentum is raised to 0.99 after 20 steps.

question: q7_optimizer
fails: test_optimizer_steps
"""
def make_optimizer(model, lr, weight_decay):
    bn, biases, rest = parameter_groups(model)
    optimizer = torch.optim.SGD([{"params": rest, "weight_decay": weight_decay}, {"params": bn + biases}], lr=lr, momentum=0.9)
    steps = []

    def later(*_):
        steps.append(1)
        if len(steps) == 20:
            for group in optimizer.param_groups:
                group["momentum"] = 0.99

    optimizer.register_step_post_hook(later)
    return optimizer
