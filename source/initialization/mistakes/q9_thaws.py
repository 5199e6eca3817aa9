"""All weights require a gradient afterwards, those that were frozen too.

question: q9_init
cell: he_init
fails: test_init_leaves_all_else
"""
def he_init(model):
    return fill(model, lambda n, m: he_std(n))


def xavier_init(model):
    return fill(model, xavier_std)


def fill(model, std):
    for p in model.parameters():
        p.requires_grad_(False)
    for layer in model.modules():
        if isinstance(layer, (nn.Linear, nn.Conv2d)):
            n, m = nn.init._calculate_fan_in_and_fan_out(layer.weight)
            layer.weight.normal_(0, std(n, m))
            if layer.bias is not None:
                layer.bias.zero_()
    for p in model.parameters():
        p.requires_grad_(True)
    return model
