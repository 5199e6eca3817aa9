"""Figures, given layers and training loops of the lab on normalization. No question asks you to read it."""

import matplotlib.pyplot as plt
import torch
import torch.nn as nn
import torch.nn.functional as F
from matplotlib.patches import Rectangle

from torchgrade import datasets
from torchgrade.student import one_thread, progress, show_after  # the notebook calls show_after

# Colours that most eyes can tell apart.
COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#777777"]
plt.rcParams.update({"figure.dpi": 100, "axes.spines.top": False, "axes.spines.right": False})


# ---- the layers of the other labs, with autograd in place of a backward pass written by hand


def _layer(function):
    """Return forward and backward of a function of tensors, in the form of this course."""

    def forward(*tensors):
        leaves = [tensor.detach().requires_grad_() for tensor in tensors]
        with torch.enable_grad():
            out = function(*leaves)
        return out.detach(), (out, leaves)

    def backward(dout, cache):
        out, leaves = cache
        gradients = torch.autograd.grad(out, leaves, dout, retain_graph=True)
        return gradients if len(gradients) > 1 else gradients[0]

    return forward, backward


affine_forward, affine_backward = _layer(lambda x, w, b: x @ w + b)
relu_forward, relu_backward = _layer(torch.relu)


def dropout_forward(x, dropout_param):
    """Inverted dropout: dropout_param has "mode", the KEEP probability "p", and perhaps "seed"."""
    if dropout_param["mode"] == "test":
        return x.clone(), torch.ones_like(x)
    generator = None
    if dropout_param.get("seed") is not None:
        generator = torch.Generator().manual_seed(dropout_param["seed"])
    mask = torch.rand(x.shape, generator=generator) < dropout_param["p"]
    mask = mask.to(x) / dropout_param["p"]
    return x * mask, mask


def dropout_backward(dout, cache):
    """Return the gradient with respect to the input of dropout."""
    return dout * cache


def softmax_loss(scores, y):
    """Return the mean cross-entropy, and its gradient with respect to the scores."""
    leaf = scores.detach().requires_grad_()
    with torch.enable_grad():
        loss = F.cross_entropy(leaf, y)
    (gradient,) = torch.autograd.grad(loss, leaf)
    return loss.item(), gradient


# ---- data and training


def digits(train=True):
    """Return the scanned digits as rows of 49 numbers, and their labels, in an order without order."""
    images, labels = datasets.tensors("digits", train=train)
    rows = F.avg_pool2d(images, 4).flatten(1)
    order = torch.randperm(len(rows), generator=torch.Generator().manual_seed(0))
    return rows[order], labels[order]


def init_params(sizes, weight_scale, normalization=None, seed=0):
    """Return the parameters of a network with layers of these sizes, inputs and classes included."""
    generator = torch.Generator().manual_seed(seed)
    params = {}
    for k, (inputs, outputs) in enumerate(zip(sizes, sizes[1:]), start=1):
        params[f"W{k}"] = weight_scale * torch.randn(inputs, outputs, generator=generator)
        params[f"b{k}"] = torch.zeros(outputs)
        if normalization is not None and k < len(sizes) - 1:
            params[f"gamma{k}"], params[f"beta{k}"] = torch.ones(outputs), torch.zeros(outputs)
    return params


@one_thread()
def train(
    net_loss,
    normalization=None,
    weight_scale=0.15,
    batch_size=64,
    steps=150,
    hidden=(64, 64, 64),
    learning_rate=0.01,
    seed=0,
):
    """Train your network on the digits, by gradient descent with momentum 0.9.

    net_loss: your function of question 11
    Returns a dict: "loss", the mean training loss of the last 20 steps, and "accuracy", the share of
    right answers on images that were held out, in test mode.
    """
    rows, labels = digits(train=True)
    sizes = [rows.shape[1], *hidden, 10]
    params = init_params(sizes, weight_scale, normalization, seed)
    speed = {name: torch.zeros_like(value) for name, value in params.items()}
    memory = [{"mode": "train"} for _ in hidden]
    generator, losses = torch.Generator().manual_seed(seed), []
    for _ in range(steps):
        batch = torch.randperm(len(rows), generator=generator)[:batch_size]
        loss, grads = net_loss(params, rows[batch], labels[batch], normalization, memory)
        losses.append(float(loss))
        for name in params:
            speed[name] = 0.9 * speed[name] - learning_rate * grads[name]
            params[name] = params[name] + speed[name]
    test = [{**layer, "mode": "test"} for layer in memory]
    rows, labels = digits(train=False)
    scores = net_loss(params, rows, None, normalization, test)
    accuracy = (scores.argmax(1) == labels).float().mean().item()
    return {"loss": sum(losses[-20:]) / 20, "accuracy": accuracy}


# ---- images


def _as_layer(forward, backward):
    """Return a function for autograd out of a forward and a backward pass of yours."""

    class Layer(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x, gamma, beta):
            out, ctx.kept = forward(x, gamma, beta)
            return out

        @staticmethod
        def backward(ctx, dout):
            return tuple(backward(dout, ctx.kept))

    return Layer.apply


class _ImageNorm(nn.Module):
    """Your batch norm or group norm for images, as a module."""

    def __init__(self, channels, kind, functions):
        super().__init__()
        self.kind, self.param = kind, {}
        self.forward_pass, self.backward_pass = functions[kind]
        shape = (channels,) if kind == "batch norm" else (1, channels, 1, 1)
        self.gamma, self.beta = nn.Parameter(torch.ones(shape)), nn.Parameter(torch.zeros(shape))

    def forward(self, x):
        self.param["mode"] = "train" if self.training else "test"

        def forward(x, gamma, beta):
            if self.kind == "batch norm":
                return self.forward_pass(x, gamma, beta, self.param)
            return self.forward_pass(x, gamma, beta, 4, self.param)

        return _as_layer(forward, self.backward_pass)(x, self.gamma, self.beta)


def _image_net(kind, functions):
    layers = []
    for inputs, outputs in ((1, 16), (16, 16), (16, 32)):
        layers += [nn.Conv2d(inputs, outputs, 3, 2, 1), _ImageNorm(outputs, kind, functions), nn.ReLU()]
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(32, 10))


def _train_images(kind, functions, batch_size, examples, seed):
    rows, labels = digits(train=True)
    torch.manual_seed(seed)
    net = _image_net(kind, functions)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.05 * batch_size / 32, momentum=0.9)
    order = torch.cat([torch.randperm(len(rows)) for _ in range(1 + examples // len(rows))])
    for batch in order[:examples].split(batch_size):
        loss = F.cross_entropy(net(rows[batch].view(-1, 1, 7, 7)), labels[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    net.eval()
    rows, labels = digits(train=False)
    with torch.no_grad():
        return (net(rows.view(-1, 1, 7, 7)).argmax(1) != labels).float().mean().item()


@one_thread()
def compare_batch_and_group(functions, sizes=(2, 4, 8, 32), seeds=2, examples=3000):
    """Train small convolutional networks with both layers, and draw their errors by batch size.

    functions: dict, "batch norm" and "group norm" -> (forward, backward)
    """
    errors = {kind: [] for kind in functions}
    for size in progress(sizes, "batch sizes"):
        for kind in functions:
            runs = [_train_images(kind, functions, size, examples, seed) for seed in range(seeds)]
            errors[kind].append(runs)
    _, axis = plt.subplots(figsize=(7, 3.4), layout="constrained")
    for (kind, runs), colour in zip(errors.items(), COLOURS):
        axis.plot(sizes, [100 * sum(run) / seeds for run in runs], color=colour, label=kind)
        for size, run in zip(sizes, runs):
            axis.plot([size] * seeds, [100 * error for error in run], ".", color=colour)
    axis.set_xscale("log")
    axis.set_xticks(sizes, [str(size) for size in sizes])
    axis.minorticks_off()
    axis.set(xlabel="images in a batch", ylabel="error on other images (%)", ylim=(0, None))
    axis.set(title=f"{examples} images seen, whatever the batch size")
    axis.legend(frameon=False)
    plt.show()


# ---- figures


def draw_axes(images=4, channels=6, groups=3):
    """Draw which cells of the table of images and channels share a mean, for four layers."""
    each = channels // groups
    kinds = {
        "batch norm": lambda n, c: c,
        "layer norm": lambda n, c: n,
        "instance norm": lambda n, c: n * channels + c,
        f"group norm, {groups} groups": lambda n, c: n * groups + c // each,
    }
    palette = plt.get_cmap("tab20").colors
    _, axes = plt.subplots(1, 4, figsize=(11, 2.6), layout="constrained")
    for axis, (title, number) in zip(axes, kinds.items()):
        for n in range(images):
            for c in range(channels):
                colour = palette[7 * number(n, c) % 20]
                axis.add_patch(Rectangle((c, n), 1, 1, facecolor=colour, edgecolor="white"))
                axis.text(c + 0.5, n + 0.5, str(number(n, c) + 1), ha="center", va="center", size=8)
        axis.set(xlim=(0, channels), ylim=(images, 0), title=title, xlabel="channels C", aspect="equal")
        axis.set(xticks=[], yticks=[], ylabel="images N" if axis is axes[0] else "")
        axis.spines[:].set_visible(False)
    plt.show()


def draw_memory(batchnorm_forward, batches=80):
    """Draw the memory of batch norm over some batches, and what test mode would give with it."""
    generator = torch.Generator().manual_seed(0)
    one, bn_param = torch.ones(1), {"mode": "train"}
    x = 5 + 2 * torch.randn(1000, 1, generator=generator)
    kept = []
    for _ in range(batches):
        batch = 5 + 2 * torch.randn(32, 1, generator=generator)
        batchnorm_forward(batch, one, 0 * one, bn_param)
        out, _ = batchnorm_forward(x, one, 0 * one, {**bn_param, "mode": "test"})
        averages = [float(bn_param[key]) for key in ("running_mean", "running_var")]
        kept.append([*averages, float(out.mean()), float(out.std())])
    kept = torch.tensor(kept)
    steps = range(1, batches + 1)
    _, (left, right) = plt.subplots(1, 2, figsize=(10, 3.2), layout="constrained")
    for column, label, goal in ((0, "running mean", 5), (1, "running variance", 4)):
        left.plot(steps, kept[:, column], color=COLOURS[column], label=label)
        left.axhline(goal, color=COLOURS[column], linestyle=":", linewidth=1)
    left.set(xlabel="batches", title="The memory (dotted: mean and variance of the data)", ylim=(0, None))
    for column, label, goal in ((2, "mean", 0), (3, "deviation", 1)):
        right.plot(steps, kept[:, column], color=COLOURS[column], label=label)
        right.axhline(goal, color=COLOURS[column], linestyle=":", linewidth=1)
    right.set(xlabel="batches", title="The output in test mode (dotted: in train mode)")
    for axis in (left, right):
        axis.legend(frameon=False)
    plt.show()


def draw_what_passes(batchnorm_forward, batchnorm_backward, sizes=(2, 3, 4, 6, 8, 16, 32, 64)):
    """Draw which share of a random gradient gets through batch norm, for batches of some sizes."""
    generator = torch.Generator().manual_seed(0)
    units = 400
    one, shares = torch.ones(units, dtype=torch.float64), []
    for size in sizes:
        x, dout = torch.randn(2, size, units, dtype=torch.float64, generator=generator)
        x = (x - x.mean(0)) / x.std(0, unbiased=False)
        _, cache = batchnorm_forward(x, one, 0 * one, {"mode": "train", "eps": 1e-12})
        dx, _, _ = batchnorm_backward(dout, cache)
        shares.append(float((dx**2).sum() / (dout**2).sum()))
    _, axis = plt.subplots(figsize=(7, 3.2), layout="constrained")
    axis.plot(sizes, [1 - 2 / size for size in sizes], "k--", linewidth=1, label="1 - 2/N")
    axis.plot(sizes, shares, "o", color=COLOURS[0], label="your backward pass")
    axis.set_xscale("log")
    axis.set_xticks(sizes, [str(size) for size in sizes])
    axis.minorticks_off()
    axis.set(xlabel="rows N in the batch", ylabel="share that gets through", ylim=(-0.05, 1.05))
    axis.legend(frameon=False, loc="lower right")
    plt.show()
