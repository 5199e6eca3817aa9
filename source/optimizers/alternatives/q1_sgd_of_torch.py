"""torch.optim.SGD takes the step, with a momentum buffer that is the velocity divided by minus the rate.

question: q1_momentum
fails: none
cell: sgd_momentum
"""
def sgd_momentum(w, dw, config=None):
    c = {"learning_rate": 1e-2, "momentum": 0.9, "velocity": torch.zeros_like(w), **(config or {})}
    p = w.detach().clone().requires_grad_()
    p.grad = c["learning_rate"] * dw - c["momentum"] * c["velocity"]
    torch.optim.SGD([p], lr=1.0).step()
    v = -p.grad
    return p.detach(), {**c, "velocity": v}
