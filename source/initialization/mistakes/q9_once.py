"""A layer that has been given weights once is left alone afterwards.

question: q9_init
fails: test_init_follows_the_global_generator
"""
def he_init(model):
    return reset(model, lambda fan_in, fan_out: he_std(fan_in))


def xavier_init(model):
    return reset(model, xavier_std)


@torch.no_grad()
def reset(model, std):
    for layer in model.modules():
        if isinstance(layer, (nn.Linear, nn.Conv2d)) and not getattr(layer, 'done', False):
            layer.done = True
            units, inputs = layer.weight.shape[:2]
            area = layer.weight[0, 0].numel()
            layer.weight.normal_(0, std(inputs * area, units * area))
            if layer.bias is not None:
                layer.bias.zero_()
    return model
