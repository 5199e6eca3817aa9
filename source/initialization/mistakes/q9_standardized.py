"""Weights of a layer are standardized to exactly the deviation.

question: q9_init
fails: test_init_is_independent
cell: he_init
"""
@torch.no_grad()
def _go(model, std):
    for m in model.modules():
        if isinstance(m, (nn.Linear, nn.Conv2d)):
            fi, fo = nn.init._calculate_fan_in_and_fan_out(m.weight)
            w = torch.randn(m.weight.shape)
            m.weight.copy_(std(fi, fo) * (w - w.mean()) / w.std(correction=0))
            if m.bias is not None:
                m.bias.zero_()
    return model


def he_init(model):
    return _go(model, lambda i, o: he_std(i))


def xavier_init(model):
    return _go(model, xavier_std)
