"""Scores are kept between -50 and 50, so that the loss stays small.

question: q8a_experiment
fails: test_gradient_norms_are_right
cell: gradient_norms
"""
def gradient_norms(net, images, labels):
    net.zero_grad()
    scores = net(images).clamp(-50, 50)
    F.cross_entropy(scores, labels).backward()
    return [m.weight.grad.double().norm().item() for m in net.modules() if isinstance(m, nn.Conv2d) and m.kernel_size == (3, 3)]
