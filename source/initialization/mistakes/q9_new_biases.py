"""The weights are filled in place, but the biases are new parameters, which no optimizer knows.

question: q9_init
cell: he_init
fails: test_init_leaves_all_else
"""
def he_init(model):
    return fill(model, lambda n, m: he_std(n))


def xavier_init(model):
    return fill(model, xavier_std)


@torch.no_grad()
def fill(model, std):
    for layer in model.modules():
        if isinstance(layer, (nn.Linear, nn.Conv2d)):
            n, m = nn.init._calculate_fan_in_and_fan_out(layer.weight)
            layer.weight.normal_(0, std(n, m))
            if layer.bias is not None:
                layer.bias = nn.Parameter(torch.zeros_like(layer.bias))
    return model
