"""Biases are set to None instead of to 0: what the layer computes is the same, but there is nothing left to learn.

question: q9_init
fails: test_init_of_a_linear_layer
cell: he_init
"""
@torch.no_grad()
def _go(model, std):
    for m in model.modules():
        if isinstance(m, (nn.Linear, nn.Conv2d)):
            fi, fo = nn.init._calculate_fan_in_and_fan_out(m.weight)
            m.weight.normal_(0, std(fi, fo))
            m.bias = None
    return model


def he_init(model):
    return _go(model, lambda i, o: he_std(i))


def xavier_init(model):
    return _go(model, xavier_std)
