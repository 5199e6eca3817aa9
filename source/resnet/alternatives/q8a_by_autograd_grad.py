"""Gradients by torch.autograd.grad, the norm written out.

question: q8a_experiment
fails: none
cell: gradient_norms
"""
def gradient_norms(net, images, labels):
    convs = [m for m in net.modules() if isinstance(m, nn.Conv2d) and m.kernel_size == (3, 3)]
    loss = nn.CrossEntropyLoss()(net(images), labels)
    gradients = torch.autograd.grad(loss, [m.weight for m in convs])
    return [math.sqrt(g.double().square().sum()) for g in gradients]
