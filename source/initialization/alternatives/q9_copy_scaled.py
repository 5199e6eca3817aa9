"""Standard normal numbers, scaled and copied.

question: q9_init
fails: none
"""
def _fill(model, rule):
    with torch.no_grad():
        for layer in [m for m in model.modules() if isinstance(m, (nn.Linear, nn.Conv2d))]:
            W = layer.weight
            fan_in = W.flatten(1).shape[1]
            fan_out = W.transpose(0, 1).flatten(1).shape[1]
            W.copy_(torch.randn(W.shape) * rule(fan_in, fan_out))
            if layer.bias is not None:
                layer.bias *= 0
    return model


def he_init(model):
    return _fill(model, lambda n, m: he_std(n))


def xavier_init(model):
    return _fill(model, lambda n, m: xavier_std(n, m))
