"""The weights are frozen while they are drawn, and stay so.

question: q9_init
cell: he_init
fails: test_init_leaves_all_else
"""
def he_init(model):
    return fill(model, lambda n, m: he_std(n))


def xavier_init(model):
    return fill(model, xavier_std)


def fill(model, std):
    for layer in model.modules():
        if isinstance(layer, (nn.Linear, nn.Conv2d)):
            n, m = nn.init._calculate_fan_in_and_fan_out(layer.weight)
            layer.weight.requires_grad_(False).normal_(0, std(n, m))
            if layer.bias is not None:
                layer.bias.requires_grad_(False).zero_()
    return model
