"""Data, figures and measurements of the lab on initialization. No question asks you to read it."""

import math

import matplotlib.pyplot as plt
import torch

from torchgrade.student import one_thread, show_after  # the notebook calls show_after

# Colours that most eyes can tell apart.
COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#777777"]
plt.rcParams.update({"figure.dpi": 100, "axes.spines.top": False, "axes.spines.right": False})


def circle():
    """Return 250 points in the plane and their labels: 120 inside (+1), 130 around them (-1)."""
    draw = torch.Generator().manual_seed(0)
    inner = 2.5 * torch.rand(120, generator=draw)
    outer = 3.5 + 1.5 * torch.rand(130, generator=draw)
    radius, angle = torch.cat([inner, outer]), 2 * math.pi * torch.rand(250, generator=draw)
    place = torch.stack([radius * angle.cos(), radius * angle.sin()], dim=1)
    sign = torch.cat([torch.full((120,), 1.0), torch.full((130,), -1.0)])
    order = torch.randperm(250, generator=draw)
    return place[order], sign[order]


def zero_start(*sizes):
    """Return parameters that are all 0."""
    start = {}
    for layer in range(1, len(sizes)):
        start[f"W{layer}"] = torch.zeros(sizes[layer], sizes[layer - 1])
        start[f"b{layer}"] = torch.zeros(sizes[layer])
    return start


def playground_start(seed):
    """Return the parameters with which the playground begins: weights in (-0.5, 0.5), biases 0.1."""
    draw, start = torch.Generator().manual_seed(seed), zero_start(2, 4, 2, 1)
    for name, value in start.items():
        if name.startswith("W"):
            value.copy_(torch.rand(value.shape, generator=draw) - 0.5)
        else:
            value.fill_(0.1)
    return start


def draw_points(x, y):
    """Draw the points of both classes."""
    _, axis = plt.subplots(figsize=(3.4, 3.4), layout="constrained")
    for sign, colour in ((1, COLOURS[0]), (-1, COLOURS[1])):
        axis.plot(*x[y == sign].T, ".", color=colour, label=f"label {sign:+d}")
    axis.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
    axis.legend(frameon=False, loc="center left", bbox_to_anchor=(1, 0.5))
    plt.show()


def _map(axis, predict, params, activation, x, y):
    """Draw what a network says at each place of the plane."""
    line = torch.linspace(-5.5, 5.5, 80)
    grid = torch.cartesian_prod(line, line)
    with torch.no_grad():
        values = predict(params, grid, activation).reshape(80, 80).T
    axis.imshow(values, extent=(-5.5, 5.5) * 2, origin="lower", cmap="PuOr", vmin=-1.3, vmax=1.3)
    axis.plot(*x[y > 0].T, ".", color=COLOURS[0], markersize=6, mec="white", mew=0.5)
    axis.plot(*x[y < 0].T, ".", color=COLOURS[1], markersize=6, mec="white", mew=0.5)


@one_thread()
def compare_starts(train, predict, activation, x, y, epochs, rate=0.03):
    """Train the playground's network from zeros and from a random start, and draw both."""
    starts = {"zeros": zero_start(2, 4, 2, 1), "random": playground_start(0)}
    _, axes = plt.subplots(1, 3, figsize=(11, 3.4), layout="constrained")
    for (name, start), axis, colour in zip(starts.items(), axes[1:], COLOURS):
        params, losses = train(start, x, y, activation, epochs, learning_rate=rate)
        axes[0].plot(range(1, epochs + 1), losses, color=colour, label=name)
        _map(axis, predict, params, activation, x, y)
        axis.set(title=f"start: {name}")
        if name == "zeros":
            print("From zeros, after", epochs, "epochs:")
            for key, value in params.items():
                print(
                    f"{key} =",
                    [[round(v, 5) for v in row] for row in value.tolist()]
                    if value.ndim == 2
                    else [round(v, 5) for v in value.tolist()],
                )
    axes[0].set(xlabel="epoch", ylabel="loss", ylim=(0, None))
    axes[0].legend(frameon=False)
    plt.show()


@one_thread()
def draw_sweep(sweep, draw_profiles, he_std, xavier_std):
    """Draw the profiles of ten ReLU layers for five scales, and say what became of Xavier's."""
    xavier, he = xavier_std(100, 100), he_std(100)
    profiles = sweep((0.01, 0.05, xavier, he, 0.3))
    draw_profiles(profiles)
    plt.show()
    print("standard deviation of the activations, layer 10 over layer 1:")
    for scale, (forward, _) in profiles.items():
        print(f"    scale {scale:.4f}: {float(forward[-1]) / float(forward[0]):.2g}")
    print(
        f"Xavier is {xavier:.4f}, He is {he:.4f}. Your prediction is for ten layers, these are nine."
    )


@one_thread()
def compare_depths(train, random_params, he_std, x, y):
    """Train networks of three and of five layers from weights of many scales, and draw the losses."""
    factors = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 4.0, 8.0)
    _, axis = plt.subplots(figsize=(8, 3.4), layout="constrained")
    for widths, label, colour in (
        ((2, 8, 8, 1), "three layers", COLOURS[0]),
        ((2, 8, 8, 8, 8, 1), "five layers", COLOURS[1]),
    ):
        means = []
        for factor in factors:
            ends = []
            for seed in range(3):
                start = random_params(widths, seed, lambda inputs, by=factor: by * he_std(inputs))
                ends.append(train(start, x, y, torch.relu, 12, learning_rate=0.1)[1][-1])
            axis.plot([factor] * 3, ends, ".", color=colour, alpha=0.5)
            means.append(sum(ends) / 3)
        axis.plot(factors, means, color=colour, label=label)
    axis.set(xscale="log", xlabel="scale of the weights, as a multiple of He's")
    axis.set(ylabel="loss after 12 epochs", ylim=(0, None))
    axis.legend(frameon=False)
    plt.show()


@one_thread()
def compare_orders(train, random_params, he_std, dead_units, negatives_first, predict, x, y):
    """Count dead units after training in four orders of the data, for ten seeds."""

    def identity(values):
        return values

    def run(start, rows, signs):
        return train(start, rows, signs, torch.relu, 8, learning_rate=0.05, output=identity)[0]

    starts = [random_params((2, 16, 16, 1), seed, he_std) for seed in range(10)]
    only = [run(start, x[y < 0], y[y < 0]) for start in starts]
    ways = {
        "before training": starts,
        "shuffled": [run(start, x, y) for start in starts],
        "negatives first": [run(start, *negatives_first(x, y)) for start in starts],
        "negatives only": only,
        "then all": [run(start, x, y) for start in only],
    }
    _, axis = plt.subplots(figsize=(8, 3), layout="constrained")
    for row, (name, networks) in enumerate(ways.items()):
        dead = [int(dead_units(params, x)[-1].sum()) for params in networks]
        outputs = [predict(params, x, torch.relu, identity) for params in networks]
        right = [((o > 0) == (y > 0)).float().mean().item() for o in outputs]
        mean, share = sum(dead) / len(dead), sum(right) / len(right)
        axis.barh(row, mean, color=COLOURS[0], alpha=0.4)
        axis.plot(dead, [row + 0.06 * (n - 4.5) for n in range(len(dead))], ".", color=COLOURS[0])
        print(f"{name:16s} {mean:4.1f} of 16 units dead, {share:.0%} of the points right")
    axis.set_yticks(range(len(ways)), list(ways))
    axis.set(xlabel="dead units in the second hidden layer (a dot for each seed)", xlim=(0, 16))
    axis.invert_yaxis()
    plt.show()
