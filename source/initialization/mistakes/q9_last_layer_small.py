"""The last layer gets a tenth of the deviation, so that the first loss is right.

question: q9_init
fails: test_init_sizes
"""
@torch.no_grad()
def reset(model, deviation):
    layers = [m for m in model.modules() if isinstance(m, (nn.Linear, nn.Conv2d))]
    for layer in layers:
        units, inputs = layer.weight.shape[:2]
        area = layer.weight[0, 0].numel()
        std = deviation(inputs * area, units * area)
        layer.weight.normal_(0, std * (0.1 if layer is layers[-1] and len(layers) > 1 else 1))
        if layer.bias is not None:
            layer.bias.zero_()
    return model
def he_init(model):
    return reset(model, lambda fan_in, fan_out: he_std(fan_in))
def xavier_init(model):
    return reset(model, xavier_std)
