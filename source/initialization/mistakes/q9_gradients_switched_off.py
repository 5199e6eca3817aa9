"""torch.set_grad_enabled(False) at the beginning, never switched on again.

question: q9_init
fails: test_init_follows_the_global_generator
cell: he_init
"""
def _go(model, std):
    torch.set_grad_enabled(False)
    for m in model.modules():
        if isinstance(m, (nn.Linear, nn.Conv2d)):
            fi, fo = nn.init._calculate_fan_in_and_fan_out(m.weight)
            m.weight.normal_(0, std(fi, fo))
            if m.bias is not None:
                m.bias.zero_()
    return model


def he_init(model):
    return _go(model, lambda i, o: he_std(i))


def xavier_init(model):
    return _go(model, xavier_std)
