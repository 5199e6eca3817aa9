"""The gradients of a function of the parameters, which the net never keeps.

question: q8a_experiment
fails: none
cell: gradient_norms
"""
def gradient_norms(net, images, labels):
    """Norms (list of floats) of the gradients of the weights of all 3x3 convolutions of net."""
    parameters = {name: p.detach().requires_grad_() for name, p in net.named_parameters()}
    buffers = {name: b.clone() for name, b in net.named_buffers()}
    scores = torch.func.functional_call(net, (parameters, buffers), (images,))
    grads = torch.autograd.grad(F.cross_entropy(scores, labels), list(parameters.values()))
    of = dict(zip(parameters, grads))
    return [
        of[f"{name}.weight" if name else "weight"].double().norm().item()
        for name, module in net.named_modules()
        if isinstance(module, nn.Conv2d) and tuple(module.kernel_size) == (3, 3)
    ]
