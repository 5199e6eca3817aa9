"""Structural matching and recursion over named_children; numbers like the weight, scaled and copied.

question: q9_init
fails: none
"""
def fill(layer, fan_in, fan_out, rule):
    with torch.no_grad():
        layer.weight.copy_(torch.randn_like(layer.weight) * rule(fan_in, fan_out))
        if layer.bias is not None:
            layer.bias.fill_(0.0)
def visit(module, rule):
    match module:
        case nn.Linear():
            fill(module, module.in_features, module.out_features, rule)
        case nn.Conv2d():
            kh, kw = module.kernel_size
            fill(module, module.in_channels // module.groups * kh * kw, module.out_channels * kh * kw, rule)
    for _, child in module.named_children():
        visit(child, rule)
    return module
def he_init(model):
    return visit(model, lambda i, o: he_std(i))
def xavier_init(model):
    return visit(model, xavier_std)
