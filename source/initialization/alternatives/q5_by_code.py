"""Found with the functions of the lab.

question: q5_sigmoid
fails: none
"""
g = zero_init_gradients(torch.sigmoid)
ratio = g["W3"][0, 0] / g["b3"][0]
z = torch.zeros((), requires_grad=True)
two_slopes = torch.autograd.grad(torch.sigmoid(z), z)[0] ** 2
trained, _ = train({k: torch.zeros_like(v) for k, v in g.items()}, points, labels, torch.sigmoid, 20)
rows_W1 = len(torch.unique(trained["W1"], dim=0))
rows_W2 = len(torch.unique(trained["W2"], dim=0))
facts = frozenset("bdf")
