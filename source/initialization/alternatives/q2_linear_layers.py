"""Layers of PyTorch, whose first weights are overwritten with zeros.

question: q2_zero_gradients
fails: none
"""
def zero_init_gradients(activation, x=points, y=labels):
    net = nn.ModuleList([nn.Linear(2, 4), nn.Linear(4, 2), nn.Linear(2, 1)]).to(device=x.device, dtype=x.dtype)
    for p in net.parameters():
        nn.init.zeros_(p)
    one, two, three = net
    out = torch.tanh(three(activation(two(activation(one(x)))))).squeeze(1)
    (0.5 * (out - y) ** 2).mean().backward()
    result = {}
    for n, layer in enumerate(net, 1):
        result[f"W{n}"] = layer.weight.grad
        result[f"b{n}"] = layer.bias.grad
    return result
