"""A module of nn.Linear layers of zeros, F.mse_loss and backward.

question: q2_zero_gradients
fails: none
"""
def zero_init_gradients(activation, x=points, y=labels):
    sizes = (2, 4, 2, 1)
    layers = nn.ModuleList(
        nn.Linear(a, b, dtype=x.dtype, device=x.device) for a, b in zip(sizes[:-1], sizes[1:])
    )
    for p in layers.parameters():
        nn.init.zeros_(p)
    h = x
    for layer in layers[:-1]:
        h = activation(layer(h))
    out = torch.tanh(layers[-1].forward(h)).squeeze(1)
    (0.5 * F.mse_loss(out, y)).backward()
    gradients = {}
    for n, layer in enumerate(layers, 1):
        gradients[f"W{n}"], gradients[f"b{n}"] = layer.weight.grad, layer.bias.grad
    return gradients
