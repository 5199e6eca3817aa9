"""A copy of the net is made for it, in float64.

question: q8a_experiment
fails: none
cell: gradient_norms
"""
import copy


def gradient_norms(net, images, labels):
    net, images = copy.deepcopy(net).double(), images.double()
    net.zero_grad(set_to_none=True)
    with torch.enable_grad():
        F.cross_entropy(net(images), labels).backward()
    return [float(m.weight.grad.norm()) for m in net.modules()
            if isinstance(m, nn.Conv2d) and m.kernel_size == (3, 3)]
