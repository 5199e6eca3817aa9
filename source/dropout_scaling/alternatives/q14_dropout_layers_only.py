"""Only what drops is switched on, and put back layer by layer.

question: q14_thinned
cell: thinned
fails: none
"""
@torch.no_grad()
def thinned(model, x, draws):
    before = {module: module.training for module in model.modules()}
    model.eval()
    for module in model.modules():
        if not list(module.children()) and not list(module.parameters()):
            module.train()
    try:
        runs = torch.stack([F.softmax(model(x), -1) for _ in range(draws)])
    finally:
        for module, mode in before.items():
            module.training = mode
    return runs
