"""The gradients are heard by hooks, which are taken away again.

question: q8a_experiment
fails: none
cell: gradient_norms
"""
def gradient_norms(net, images, labels):
    found, handles = {}, []
    for module in net.modules():
        if isinstance(module, nn.Conv2d) and tuple(module.kernel_size) == (3, 3):
            def keep(gradient, module=module):
                found[module] = gradient.to(torch.float64).pow(2).sum().sqrt().item()
            found[module] = 0.0
            handles.append(module.weight.register_hook(keep))
    F.cross_entropy(net(images), labels).backward()
    for handle in handles:
        handle.remove()
    return list(found.values())
