"""Computed with tensors and autograd.

question: q4_identity
fails: none
"""
x = torch.tensor([-1.0, 0.2, 2.0], requires_grad=True)
zero_branch = torch.relu(x).tolist()
y = torch.relu(x - 0.3)
shifted_branch = y.tolist()
shifted_gradient = tuple(torch.autograd.grad(y.sum(), x)[0].tolist())
gradient_after_100 = 1
