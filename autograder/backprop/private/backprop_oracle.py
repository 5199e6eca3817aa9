"""The fully connected network of the lab by autograd, for its hidden tests."""

import torch
import torch.nn.functional as F


class Oracle:
    """A network of the given parameters, in float64, that keeps running statistics of its own."""

    def __init__(self, params, normalization=None, reg=0.0):
        self.params = {name: p.detach().double().clone() for name, p in params.items()}
        self.normalization, self.reg = normalization, reg
        self.layers = sum(name.startswith("W") for name in params)
        self.mean, self.var = {}, {}

    def scores(self, x, params=None, train=False, masks=None):
        """Return the scores; masks: factors for the units of each hidden layer, or None."""
        params = self.params if params is None else params
        h = x.double().flatten(1)
        for i in range(1, self.layers + 1):
            h = h @ params[f"W{i}"] + params[f"b{i}"]
            if i < self.layers:
                h = torch.relu(self._normalized(h, i, params, train))
                h = h * masks[i - 1] if masks else h
        return h

    def _normalized(self, h, i, params, train):
        if self.normalization is None:
            return h
        gamma, beta = params[f"gamma{i}"], params[f"beta{i}"]
        if self.normalization == "layernorm":
            return F.layer_norm(h, h.shape[1:], gamma, beta)
        mean = self.mean.setdefault(i, torch.zeros(h.shape[1], dtype=torch.float64))
        var = self.var.setdefault(i, torch.ones(h.shape[1], dtype=torch.float64))
        return F.batch_norm(h, mean, var, gamma, beta, training=train)

    def loss(self, x, y, masks=None):
        """Return the loss in train mode and the gradients by name."""
        leaves = {name: p.clone().requires_grad_() for name, p in self.params.items()}
        loss = F.cross_entropy(self.scores(x, leaves, train=True, masks=masks), y)
        for i in range(1, self.layers + 1):
            loss = loss + 0.5 * self.reg * (leaves[f"W{i}"] ** 2).sum()
        grads = torch.autograd.grad(loss, list(leaves.values()))
        return loss.item(), dict(zip(leaves, grads))


def random_params(hidden_dims, input_dim, num_classes, draw, normalization=None, scale=0.6):
    """Return random parameters of a network, in float64; biases and the like are random, too."""
    dims, params = [input_dim, *hidden_dims, num_classes], {}
    for i, (rows, columns) in enumerate(zip(dims, dims[1:]), 1):
        params[f"W{i}"] = scale * torch.randn(rows, columns, dtype=torch.float64, generator=draw)
        params[f"b{i}"] = scale * torch.randn(columns, dtype=torch.float64, generator=draw)
        if normalization and i <= len(hidden_dims):
            gamma = torch.rand(columns, dtype=torch.float64, generator=draw) + 0.5
            params[f"gamma{i}"] = gamma
            params[f"beta{i}"] = torch.randn(columns, dtype=torch.float64, generator=draw)
    return params


class Plain(torch.nn.Module):
    """A network of linear layers and ReLU with the parameters' names of the lab."""

    def __init__(self, hidden_dims, input_dim, num_classes=10):
        super().__init__()
        dims = [input_dim, *hidden_dims, num_classes]
        self.layers = len(dims) - 1
        for i, (rows, columns) in enumerate(zip(dims, dims[1:]), 1):
            self.register_parameter(f"W{i}", torch.nn.Parameter(torch.zeros(rows, columns)))
            self.register_parameter(f"b{i}", torch.nn.Parameter(torch.zeros(columns)))

    def forward(self, x):
        """Return the scores."""
        for i in range(1, self.layers + 1):
            x = x @ getattr(self, f"W{i}") + getattr(self, f"b{i}")
            x = torch.relu(x) if i < self.layers else x
        return x
