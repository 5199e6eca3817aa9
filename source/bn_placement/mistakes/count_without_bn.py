"""Only convolutions and linear layers are believed to have parameters.

id: E-c
question: q4_count
fails: test_count_small_network
also: q5_resnet18
"""
def count_parameters(model):
    counts = {}
    for name, module in model.named_modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            counts[name + ".weight"] = module.weight.numel()
            if module.bias is not None:
                counts[name + ".bias"] = module.bias.numel()
    return counts
