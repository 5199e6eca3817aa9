"""Measured on a network, with roots by logarithms.

question: q12_layers
fails: none
"""
def factors(layers):
    gen = torch.Generator().manual_seed(0)
    W = [torch.randn(6, 6, generator=gen, dtype=torch.float64) for _ in range(layers)]
    x = torch.randn(9, 6, generator=gen, dtype=torch.float64)
    ends = []
    for c in (1.0, 0.5):
        V = [(c * w).requires_grad_() for w in W]
        a = x
        for n, v in enumerate(V):
            a = a @ v.T if n == layers - 1 else torch.relu(a @ v.T)
        ends.append((a.detach().norm(), torch.autograd.grad(a.sum(), V[0])[0].norm()))
    return ends[1][0] / ends[0][0], ends[1][1] / ends[0][1]


output_3, gradient_3 = factors(3)
output_5, gradient_5 = factors(5)
slack_3, slack_5 = (math.exp(math.log(100) / n) for n in (3, 5))
