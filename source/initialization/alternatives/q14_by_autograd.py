"""By autograd.

question: q14_order
fails: none
cell: z_large
"""
def after(rate):
    w, b = torch.tensor(1.0, requires_grad=True), torch.tensor(0.5, requires_grad=True)
    loss = (torch.relu(w * 2 + b) + 1) ** 2 / 2
    dw, db = torch.autograd.grad(loss, (w, b))
    return ((w - rate * dw) * 2 + (b - rate * db)).detach()


z_large, z_small = after(0.3), after(0.1)
dead_bias = -torch.tensor([3.0, 4.0]).norm() * 5
truths = ["a", "e", "f"]
