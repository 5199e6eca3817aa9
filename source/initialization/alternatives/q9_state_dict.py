"""A new state dict is drawn, and load_state_dict copies it into the parameters that are there.

question: q9_init
fails: none
cell: he_init
"""
def _loaded(model, deviation):
    state = model.state_dict()
    for name, layer in model.named_modules():
        if not isinstance(layer, (nn.Linear, nn.Conv2d)):
            continue
        dot = name + "." if name else ""
        w = layer.weight
        state[dot + "weight"] = torch.randn_like(w, memory_format=torch.contiguous_format).detach() * deviation(w[0].numel(), w.shape[0] * w[0, 0].numel())
        if layer.bias is not None:
            state[dot + "bias"] = torch.zeros_like(layer.bias)
    model.load_state_dict(state)
    return model


def he_init(model):
    return _loaded(model, lambda i, o: he_std(i))


def xavier_init(model):
    return _loaded(model, lambda i, o: xavier_std(i, o))
