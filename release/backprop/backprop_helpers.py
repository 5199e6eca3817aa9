"""Layers that are given, planted pairs, data and figures of the lab on backpropagation.

No question asks you to read this file.
"""

import math

import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F

from torchgrade import datasets
from torchgrade.student import show_after  # the notebook calls it

# Colours that most eyes can tell apart.
COLOURS = ["#0072b2", "#d55e00", "#009e73", "#777777"]
plt.rcParams.update({"figure.dpi": 100, "axes.spines.top": False, "axes.spines.right": False})


# Layers that other labs are about. Autograd does their backward pass.


class Tape:
    """What autograd needs to go back through one call of a layer."""

    def __init__(self, layer, *tensors):
        self.inputs = [tensor.detach().requires_grad_() for tensor in tensors]
        with torch.enable_grad():
            self.out = layer(*self.inputs)

    def back(self, dout):
        """Return the gradients of all inputs."""
        return torch.autograd.grad(self.out, self.inputs, dout, retain_graph=True)


def batchnorm_forward(x, gamma, beta, bn_param):
    """Batch norm as in PyTorch. Running statistics live in the dict bn_param, which is updated."""
    training = bn_param["mode"] == "train"
    mean = bn_param.setdefault("running_mean", torch.zeros_like(gamma))
    var = bn_param.setdefault("running_var", torch.ones_like(gamma))
    tape = Tape(lambda x, g, b: F.batch_norm(x, mean, var, g, b, training), x, gamma, beta)
    return tape.out.detach(), tape


def layernorm_forward(x, gamma, beta, ln_param):
    """Layer norm as in PyTorch. It does the same in both modes, so ln_param is not looked at."""
    tape = Tape(lambda x, g, b: F.layer_norm(x, x.shape[1:], g, b), x, gamma, beta)
    return tape.out.detach(), tape


def batchnorm_backward(dout, cache):
    """Return (dx, dgamma, dbeta)."""
    return cache.back(dout)


layernorm_backward = batchnorm_backward


def dropout_forward(x, dropout_param):
    """Dropout that keeps each unit with probability dropout_param["keep"] in the mode "train"."""
    training = dropout_param["mode"] == "train"
    seed = torch.randint(2**62, (), generator=dropout_param.get("generator")) if training else 0
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(int(seed))
        tape = Tape(lambda x: F.dropout(x, 1 - dropout_param["keep"], training), x)
    return tape.out.detach(), tape


def dropout_backward(dout, cache):
    """Return dx."""
    return cache.back(dout)[0]


# Pairs of a forward and a backward pass for question 3.


def _a_forward(x):
    out = 1 / (1 + (-x).exp())
    return out, out


def _a_backward(dout, out):
    return dout * out * (1 - out)


def _b_forward(x):
    return x**2, x


def _b_backward(dout, x):
    return dout * x


def _c_forward(x):
    return (1 + x.exp()).log2(), x


def _c_backward(dout, x):
    return dout / (1 + (-x).exp()) / math.log(2)


def _d_forward(x):
    return x.tanh(), x


def _d_backward(dout, x):
    return 1 - x.tanh() ** 2


def _e_forward(x):
    return x.mean(1), x.shape


def _e_backward(dout, shape):
    return (dout[:, None] / shape[0]).expand(shape)


def _f_forward(x):
    return torch.where(x > 0, x, 0.1 * x), x


def _f_backward(dout, x):
    return torch.where(x > 0, dout, 0.1 * dout)


def _g_forward(x, gamma, beta):
    return x * gamma + beta, (x, gamma)


def _g_backward(dout, cache):
    x, gamma = cache
    return dout * gamma, (dout * x).sum(0), dout.mean(0)


def _h_forward(x):
    size = (x**2).sum(1, keepdim=True)
    return x / size, (x, size)


def _h_backward(dout, cache):
    x, size = cache
    return dout / size - 2 * x * (dout * x).sum(1, keepdim=True) / size**2


def planted_pairs():
    """Return a dict: letter -> (what the pair claims to compute, forward, backward, inputs)."""
    draw = torch.Generator().manual_seed(4)
    x = torch.randn(4, 5, generator=draw, dtype=torch.float64)
    x = x + 0.1 * x.sign()  # away from the kink
    gamma, beta = torch.randn(2, 5, dtype=torch.float64, generator=draw)
    return {
        "A": ("the sigmoid, 1 / (1 + exp(-x))", _a_forward, _a_backward, (x,)),
        "B": ("the square, x ** 2", _b_forward, _b_backward, (x,)),
        "C": ("softplus, ln(1 + exp(x))", _c_forward, _c_backward, (x,)),
        "D": ("the hyperbolic tangent", _d_forward, _d_backward, (x,)),
        "E": ("the mean of each row", _e_forward, _e_backward, (x,)),
        "F": ("leaky ReLU with slope 0.1", _f_forward, _f_backward, (x,)),
        "G": ("scale and shift, x * gamma + beta", _g_forward, _g_backward, (x, gamma, beta)),
        "H": ("each row divided by its length", _h_forward, _h_backward, (x,)),
    }


def try_pairs(check_layer):
    """Print the relative errors that your check finds in each pair."""
    for letter, (claim, forward, backward, inputs) in planted_pairs().items():
        found = [f"{float(error):.1e}" for error in check_layer(forward, backward, inputs)]
        print(f"{letter}  {claim:36s} {'  '.join(found)}")


# Data.


def fifty_images():
    """Return 50 images of digits, (50, 784) floats with mean 0 and deviation 1, and their labels."""
    images, labels = datasets.tensors("digits", train=True)
    (mean,), (std,) = datasets.MEAN_STD["digits"]
    return ((images[:50] - mean) / std).flatten(1), labels[:50]


def prepare(pixels, name):
    """Return bytes of images (N, C, H, W) as floats (N, C * H * W): mean 0, deviation 1 a channel."""
    mean, std = (torch.tensor(values).view(-1, 1, 1) for values in datasets.MEAN_STD[name])
    out = torch.empty(len(pixels), pixels[0].numel())
    for start in range(0, len(pixels), 1000):  # a little at a time: floats take four times the room
        part = pixels[start : start + 1000].float() / 255
        out[start : start + 1000] = ((part - mean) / std).flatten(1)
    return out


def load_split(choice):
    """Return training and validation images and labels: a tenth is held out."""
    pixels, labels = datasets.pixels(choice.name, train=True)
    order = torch.randperm(len(labels), generator=torch.Generator().manual_seed(0))
    held_out, rest = order.split([len(labels) // 10, len(labels) - len(labels) // 10])
    images = prepare(pixels, choice.name)
    return (images[rest], labels[rest]), (images[held_out], labels[held_out])


def accuracy(net, images, labels):
    """Return the share of images of which the largest score is the right one."""
    right = 0
    for start in range(0, len(labels), 1000):
        scores = net.loss(images[start : start + 1000])
        right += int((scores.argmax(1) == labels[start : start + 1000]).sum())
    return right / len(labels)


# Figures.


def draw_errors(error_by_step):
    """Draw the relative error of a numeric gradient by its step, for two precisions."""
    steps = [10.0**e for e in range(0, -14, -1)]
    _, axis = plt.subplots(figsize=(8, 3.4), layout="constrained")
    for dtype, colour in ((torch.float64, COLOURS[0]), (torch.float32, COLOURS[1])):
        x = torch.linspace(0.5, 1.5, 30, dtype=dtype)
        errors = error_by_step(lambda x: x.exp().sum(), torch.exp, x, steps)
        errors = [max(float(error), 1e-14) for error in errors]
        name = str(dtype).removeprefix("torch.")
        axis.loglog(steps, errors, "o-", color=colour, markersize=4, label=name)
    axis.invert_xaxis()
    axis.set(xlabel="step h", ylabel="relative error", title="exp, at thirty points between 0.5 and 1.5")
    axis.legend(frameon=False)
    plt.show()


def draw_losses(losses):
    """Draw the loss of each step for each of some trainings."""
    _, axis = plt.subplots(figsize=(8, 3), layout="constrained")
    for (name, values), colour in zip(losses.items(), COLOURS):
        axis.plot(range(1, len(values) + 1), values, color=colour, label=name)
    axis.set(xlabel="step", ylabel="training loss", yscale="log")
    axis.legend(frameon=False)
    plt.show()


def draw_templates(net, choice, count=16):
    """Draw the weights of some hidden units of the first layer as images."""
    weights = net.params["W1"].detach()
    shape = (1, 28, 28) if choice.name == "digits" else (3, 32, 32)
    order = weights.norm(dim=0).argsort(descending=True)[:count]
    _, axes = plt.subplots(2, count // 2, figsize=(10, 2.8), layout="constrained")
    for axis, unit in zip(axes.flat, order):
        image = weights[:, unit].reshape(shape).permute(1, 2, 0)
        image = (image - image.min()) / (image.max() - image.min())
        axis.imshow(image, cmap="gray")
        axis.axis("off")
    plt.show()
