"""The momentum is an average of the gradients, as in Adam, and not their sum.

question: q7_optimizer
fails: test_optimizer_steps
"""
class Average(torch.optim.Optimizer):
    def __init__(self, groups, lr):
        super().__init__(groups, {"lr": lr, "weight_decay": 0.0})

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is None:
                    continue
                gradient = p.grad + group["weight_decay"] * p
                mean = self.state[p].get("mean", gradient)
                self.state[p]["mean"] = 0.9 * mean + 0.1 * gradient
                p -= group["lr"] * self.state[p]["mean"]


def make_optimizer(model, lr, weight_decay):
    bn_affine, biases, rest = parameter_groups(model)
    groups = [{"params": rest, "weight_decay": weight_decay}, {"params": bn_affine + biases}]
    return Average(groups, lr)
