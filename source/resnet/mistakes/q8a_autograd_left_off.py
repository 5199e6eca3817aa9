"""Autograd is switched on for the measurement and off afterwards.

question: q8a_experiment
fails: test_gradient_norms_are_right
cell: gradient_norms
"""
def gradient_norms(net, images, labels):
    torch.set_grad_enabled(True)
    net.zero_grad()
    F.cross_entropy(net(images), labels).backward()
    found = [m.weight.grad.double().norm().item() for m in net.modules() if isinstance(m, nn.Conv2d) and m.kernel_size == (3, 3)]
    torch.set_grad_enabled(False)
    return found
