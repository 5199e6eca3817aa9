"""With model.apply.

question: q9_init
fails: none
"""
def _he(layer):
    if isinstance(layer, nn.Linear):
        fan_in = layer.in_features
    elif isinstance(layer, nn.Conv2d):
        fan_in = layer.in_channels // layer.groups * layer.kernel_size[0] * layer.kernel_size[1]
    else:
        return
    layer.weight.data.normal_(0.0, (2 / fan_in) ** 0.5)
    if layer.bias is not None:
        layer.bias.data.fill_(0.0)


def _xavier(layer):
    if isinstance(layer, nn.Linear):
        n, m = layer.in_features, layer.out_features
    elif isinstance(layer, nn.Conv2d):
        area = math.prod(layer.kernel_size)
        n, m = layer.in_channels // layer.groups * area, layer.out_channels * area
    else:
        return
    layer.weight.data.normal_(0.0, (2 / (n + m)) ** 0.5)
    if layer.bias is not None:
        layer.bias.data.fill_(0.0)


def he_init(model):
    return model.apply(_he)


def xavier_init(model):
    return model.apply(_xavier)
