"""The numbers are drawn beside and copied through .data.

question: q9_init
cell: he_init
fails: none
"""
def he_init(model, std=lambda n, m: he_std(n)):
    for _, layer in model.named_modules():
        match layer:
            case nn.Linear() | nn.Conv2d():
                n, m = nn.init._calculate_fan_in_and_fan_out(layer.weight)
                drawn = torch.randn(layer.weight.shape) * std(n, m)
                layer.weight.data.copy_(drawn)
                if layer.bias is not None:
                    layer.bias.data[:] = 0
    return model


def xavier_init(model):
    return he_init(model, xavier_std)
