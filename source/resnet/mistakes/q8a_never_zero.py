"""So that the logarithm exists, no norm is below 1e-30.

question: q8a_experiment
fails: test_gradient_norms_are_right
cell: gradient_norms
"""
def gradient_norms(net, images, labels):
    net.zero_grad()
    F.cross_entropy(net(images), labels).backward()
    return [max(m.weight.grad.double().norm().item(), 1e-30) for m in net.modules() if isinstance(m, nn.Conv2d) and m.kernel_size == (3, 3)]
