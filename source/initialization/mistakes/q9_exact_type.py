"""The class is compared with ==, so a layer of a subclass keeps its old weights.

question: q9_init
fails: test_init_leaves_all_else
"""
@torch.no_grad()
def reset(model, deviation):
    for layer in model.modules():
        if type(layer) in (nn.Linear, nn.Conv2d):
            units, inputs = layer.weight.shape[:2]
            area = layer.weight[0, 0].numel()
            layer.weight.normal_(0, deviation(inputs * area, units * area))
            if layer.bias is not None:
                layer.bias.zero_()
    return model
def he_init(model):
    return reset(model, lambda fan_in, fan_out: he_std(fan_in))
def xavier_init(model):
    return reset(model, xavier_std)
