"""The parameters are made on the CPU, whatever the device of the points.

question: q2_zero_gradients
cell: zero_init_gradients
fails: test_gradients_of_other_points
"""
def zero_init_gradients(activation, x=points, y=labels):
    sizes, params = (2, 4, 2, 1), {}
    for n in range(1, 4):
        W = torch.zeros(sizes[n], sizes[n - 1], dtype=x.dtype)
        params[f"W{n}"], params[f"b{n}"] = W, torch.zeros(sizes[n], dtype=x.dtype)
    for p in params.values():
        p.requires_grad_()
    a = x
    for n in range(1, 4):
        z = a @ params[f"W{n}"].T + params[f"b{n}"]
        a = activation(z) if n < 3 else torch.tanh(z)
    (0.5 * (a[:, 0] - y) ** 2).mean().backward()
    return {name: p.grad for name, p in params.items()}
