"""The gradient is that of the sum of the scores, not of the loss.

question: q8a_experiment
fails: test_gradient_norms_are_right
cell: gradient_norms
"""
def gradient_norms(net, images, labels):
    """Norms (list of floats) of the gradients of the weights of all 3x3 convolutions of net."""
    net.zero_grad()
    net(images).sum().backward()
    found = []
    for module in net.modules():
        if isinstance(module, nn.Conv2d) and module.kernel_size == (3, 3):
            found.append(module.weight.grad.double().norm().item())
    return found
