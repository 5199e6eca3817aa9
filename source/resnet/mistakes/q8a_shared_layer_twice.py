"""A layer that is used in two places is listed twice.

question: q8a_experiment
fails: test_gradient_norms_are_right
cell: gradient_norms
"""
def gradient_norms(net, images, labels):
    net.zero_grad()
    F.cross_entropy(net(images), labels).backward()
    return [m.weight.grad.double().norm().item() for _, m in net.named_modules(remove_duplicate=False) if isinstance(m, nn.Conv2d) and m.kernel_size == (3, 3)]
