"""The fan-in has all channels, also with groups.

question: q9_init
fails: test_init_sizes
"""
def he_init(model):
    return reset(model, lambda fan_in, fan_out: he_std(fan_in))


def xavier_init(model):
    return reset(model, xavier_std)


@torch.no_grad()
def reset(model, std):
    for layer in model.modules():
        if isinstance(layer, (nn.Linear, nn.Conv2d)):
            units = layer.weight.shape[0]
            inputs = layer.in_channels if isinstance(layer, nn.Conv2d) else layer.in_features
            area = layer.weight[0, 0].numel()
            layer.weight.normal_(0, std(inputs * area, units * area))
            if layer.bias is not None:
                layer.bias.zero_()
    return model
