"""autograd.grad of the weights that have a gradient, vector_norm with a dtype.

question: q8a_experiment
fails: none
cell: gradient_norms
"""
def gradient_norms(net, images, labels):
    chosen = [m.weight for m in net.modules() if isinstance(m, nn.Conv2d) and tuple(m.kernel_size) == (3, 3)]
    loss = nn.CrossEntropyLoss()(net(images), labels)
    grads = torch.autograd.grad(loss, chosen)
    return [torch.linalg.vector_norm(g, dtype=torch.float64).item() for g in grads]
