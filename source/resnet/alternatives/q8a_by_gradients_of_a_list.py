"""The weights are collected first, and their old gradients dropped; autograd fills new ones.

question: q8a_experiment
fails: none
cell: gradient_norms
"""
def gradient_norms(net, images, labels):
    weights = [m.weight for m in net.modules() if type(m) is nn.Conv2d and set(m.kernel_size) == {3}]
    for parameter in net.parameters():
        parameter.grad = None
    nn.functional.nll_loss(net(images).log_softmax(1), labels).backward(inputs=weights)
    return [torch.linalg.vector_norm(w.grad, dtype=torch.float64).item() for w in weights]
