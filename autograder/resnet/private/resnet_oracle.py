"""What the tests of this lab expect of a network: He et al. (2015) as functions of its weights.

Layers are told apart by the order in which they run and by their shapes; which values come out
decides. Where the layers do not even fit together, a sentence says so.
"""

import torch
import torch.nn.functional as F


class Layers:
    """The layers of a student's model, as `checks.layers` lists them, with a state to run them."""

    def __init__(self, entries, state, what, train=False):
        filters = [value for value in state.values() if value.dim() == 4]
        norms = [name for name in state if name.endswith("running_mean")]
        ran = [e["type"] for e in entries]
        if ran.count("Conv2d") != len(filters) or ran.count("BatchNorm2d") != len(norms):
            entries = registered(state)  # a layer's weights are used by functions, or not at all
        self.entries, self.state, self.what, self.train = entries, state, what, train
        convs = [i for i, e in enumerate(entries) if e["type"] == "Conv2d"]
        self.threes = [i for i in convs if tuple(entries[i]["kernel_size"]) == (3, 3)]
        self.ones = [i for i in convs if tuple(entries[i]["kernel_size"]) == (1, 1)]
        self.heads = [n[: -len(".weight")] for n, value in state.items() if value.dim() == 2]
        self.norms = self._norms(convs)

    def _norms(self, convs):
        """Return the batch norm of each convolution: what takes its output, else the next."""
        norms = [e for e in self.entries if e["type"] == "BatchNorm2d"]
        found = {e["source"]: e["name"] for e in norms if e["source"] is not None}
        for i in convs:
            for e in [] if i in found else self.entries[i + 1 :]:
                width = self.entries[i]["out_channels"]
                free = e["name"] not in found.values()
                if e["type"] == "BatchNorm2d" and e["num_features"] == width and free:
                    found[i] = e["name"]
                    break
        return found

    def count(self, threes, ones):
        """Fail where there are other numbers of convolutions than these."""
        assert len(self.threes) == threes, (
            f"{self.what} runs {len(self.threes)} convolutions of 3x3 pixels, not {threes}."
        )
        assert len(self.ones) in ones, (
            f"{self.what} runs {len(self.ones)} convolutions of 1x1 pixel."
        )
        for i in self.threes + self.ones:
            height, width = self.entries[i]["kernel_size"]
            assert i in self.norms, (
                f"A {height}x{width} convolution of {self.what} is not followed by a batch norm "
                "with a scale, a shift and running statistics."
            )

    def run(self, value, i, stride):
        """Return `value` behind convolution i, with this stride, and its batch norm if any."""
        conv, norm = self.entries[i]["name"], self.norms.get(i)
        weight, bias = self.state[conv + ".weight"], self.state.get(conv + ".bias")
        assert weight.shape[1] == value.shape[1], (
            f"A convolution of {self.what} sees {weight.shape[1]} channels where "
            f"{value.shape[1]} come in: is it grouped, or does it stand elsewhere?"
        )
        value = F.conv2d(value, weight, bias, stride=stride, padding=weight.shape[-1] // 2)
        if norm is None:
            return value
        scale, shift = self.state[norm + ".weight"], self.state[norm + ".bias"]
        mean, var = self.state[norm + ".running_mean"], self.state[norm + ".running_var"]
        return F.batch_norm(value, mean, var, scale, shift, training=self.train)

    def block(self, value, first, second, stride, front, one=None):
        """Return what a residual block gives for `value`.

        first, second: its 3x3 convolutions. front: the share of the zero channels that lie in
        front (option A). one: its 1x1 convolution (option B).
        """
        branch = self.run(torch.relu(self.run(value, first, stride)), second, 1)
        missing = branch.shape[1] - value.shape[1]
        if one is not None:
            value = self.run(value, one, stride)
        else:
            before = int(front * missing)
            pads = (0, 0, 0, 0, before, missing - before)
            value = F.pad(value[:, :, ::stride, ::stride], pads)
        return torch.relu(value + branch)


def registered(state):
    """List the layers in the order in which a model holds them, as `checks.layers` does."""
    entries = []
    for name, value in state.items():
        layer, _, last = name.rpartition(".")
        entry = {"name": layer, "source": None, "type": "other"}
        if last == "weight" and value.dim() == 4:
            size = {"kernel_size": tuple(value.shape[2:]), "out_channels": len(value)}
            entries.append({**entry, **size, "type": "Conv2d"})
        elif last == "running_mean":
            entries.append({**entry, "type": "BatchNorm2d", "num_features": len(value)})
    return entries


def randomised(state, generator):
    """Return the state with random scales, shifts and statistics, the weights as they are."""
    new = dict(state)
    for name, value in state.items():
        if value.dim() == 1 and value.is_floating_point():
            low = 0.5 if name.endswith(("weight", "running_var")) else -0.5
            new[name] = torch.rand(value.shape, generator=generator) + low
    return new


def block_fronts(layers, x, stride):
    """List where a block may put its zero channels: the share of them that lies in front."""
    wide = layers.entries[layers.threes[0]]["out_channels"]
    changes = stride != 1 or wide != x.shape[1]
    layers.count(2, (0, 1) if changes else (0,))
    missing = wide - x.shape[1]
    if missing > 0 and not layers.ones:
        return [k / missing + 1e-9 for k in range(missing + 1)]
    return [0]


def block_output(layers, x, stride, front):
    """Return what `BasicBlock` gives for x with this shortcut."""
    one = layers.ones[0] if layers.ones else None
    return layers.block(x, *layers.threes, stride, front, one)


def block_outputs(layers, x, stride):
    """Return what `BasicBlock` may give for x: one tensor for each accepted shortcut."""
    return [block_output(layers, x, stride, front) for front in block_fronts(layers, x, stride)]


def network_fronts(layers):
    """List where a network may put its zero channels: the share of them that lies in front."""
    layers.count(19, (0, 2))
    widths = [layers.entries[i]["out_channels"] for i in layers.threes]
    assert widths == [16] * 7 + [32] * 6 + [64] * 6, f"{layers.what} has other widths."
    assert len(layers.heads) == 1, f"{layers.what} runs {len(layers.heads)} linear layers, not 1."
    return [0.0] if layers.ones else [0.0, 0.5, 1.0]


def network_output(layers, x, front):
    """Return what `ResNet20` gives for x with this shortcut."""
    weight, bias = (layers.state[f"{layers.heads[0]}.{part}"] for part in ("weight", "bias"))
    value = torch.relu(layers.run(x, layers.threes[0], 1))
    for block in range(9):
        one = layers.ones[block // 3 - 1] if layers.ones and block in (3, 6) else None
        pair = layers.threes[1 + 2 * block : 3 + 2 * block]
        value = layers.block(value, *pair, 2 if block in (3, 6) else 1, front, one)
    return F.linear(value.mean(dim=(2, 3)), weight, bias)


def network_outputs(layers, x):
    """Return what `ResNet20` may give for x: one tensor for each accepted shortcut."""
    return [network_output(layers, x, front) for front in network_fronts(layers)]


class Oracle(torch.nn.Module):
    """What a student's block or network should be, as a module with the same parameters.

    `names` says which of them is which, as `checks.matches` asks for it. A counter of batches is
    left out: nothing depends on it.
    """

    def __init__(self, layers, compute):
        super().__init__()
        self.layers, self.compute, self.names = layers, compute, {}
        for place, (name, value) in enumerate(layers.state.items()):
            if not value.is_floating_point():
                continue
            self.names[f"t{place}"] = name
            if name.rpartition(".")[2].startswith("running_"):
                self.register_buffer(f"t{place}", value.clone())
            else:
                self.register_parameter(f"t{place}", torch.nn.Parameter(value.clone()))

    def forward(self, x):
        """Compute with the tensors of this module, in the mode in which it is."""
        self.layers.state = {name: getattr(self, own) for own, name in self.names.items()}
        self.layers.train = self.training
        return self.compute(self.layers, x)


def block_oracle(layers, x, stride, out):
    """Return the block whose shortcut is the one that gives `out`, or comes nearest to it."""
    fronts = block_fronts(layers, x, stride)
    front = fronts[nearest(out, block_outputs(layers, x, stride))]
    return Oracle(layers, lambda given, x: block_output(given, x, stride, front)).double()


def network_oracle(layers, x, out):
    """Return the network whose shortcuts are those that give `out`, or come nearest to it."""
    front = network_fronts(layers)[nearest(out, network_outputs(layers, x))]
    return Oracle(layers, lambda given, x: network_output(given, x, front)).double()


def off(out, wanted):
    """Return how far `out` is from the nearest of `wanted`, in standard deviations of that one."""
    return min(distances(out, wanted))


def nearest(out, wanted):
    """Return the place of the one of `wanted` that is nearest to `out`."""
    found = distances(out, wanted)
    return found.index(min(found))


def distances(out, wanted):
    """List how far `out` is from each of `wanted`; infinitely far where the shape is another."""
    return [
        ((out - w).abs().max() / w.std()).item() if w.shape == out.shape else float("inf")
        for w in wanted
    ]


def sgd(model, batches, epochs, rate, weight_decay, mixed_precision=False):
    """Train as question 11b asks; return the mean loss of each epoch.

    Weights of convolutions and linear layers are decayed, all else is not.
    """
    decayed = [m.weight for m in model.modules() if type(m) in (torch.nn.Conv2d, torch.nn.Linear)]
    ids = {id(p) for p in decayed}
    others = [p for p in model.parameters() if id(p) not in ids]
    groups = [{"params": decayed, "weight_decay": weight_decay}, {"params": others}]
    optimizer = torch.optim.SGD(groups, lr=1.0, momentum=0.9, nesterov=True)
    losses = []
    model.train()
    for epoch in range(epochs):
        total = 0.0
        for step, (x, y) in enumerate(batches):
            for group in optimizer.param_groups:
                group["lr"] = rate(epoch + step / len(batches))
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=mixed_precision):
                loss = F.cross_entropy(model(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(y)
        losses.append(total / sum(len(y) for _, y in batches))
    return losses
