"""Initial weights from NumPy's generator, masks from torch's; params in an OrderedDict; helper methods.

question: q9_net
fails: none
cell: FullyConnectedNet
"""
from collections import OrderedDict
import numpy as np


class FullyConnectedNet:
    def __init__(self, hidden_dims, input_dim=3072, num_classes=10, reg=0.0, weight_scale=1e-2, normalization=None,
                 dropout_keep_ratio=1.0, dtype=torch.float32, seed=None):
        rng = np.random.default_rng(seed)
        self.depth = 1 + len(hidden_dims)
        self.reg, self.norm, self.keep = reg, normalization, dropout_keep_ratio
        self.gen = torch.Generator()
        self.gen.manual_seed(int(rng.integers(2**31)))
        sizes = (input_dim,) + tuple(hidden_dims) + (num_classes,)
        self.params = OrderedDict()
        for k in range(self.depth):
            w = rng.normal(0, 1, sizes[k : k + 2]) * weight_scale
            self.params["W%d" % (k + 1)] = torch.tensor(w, dtype=dtype)
            self.params["b%d" % (k + 1)] = torch.zeros(sizes[k + 1], dtype=dtype)
        if normalization:
            for k, n in enumerate(hidden_dims, 1):
                self.params.update({f"gamma{k}": torch.ones(n, dtype=dtype), f"beta{k}": torch.zeros(n, dtype=dtype)})
        self.running = [dict() for _ in hidden_dims]

    def _forward(self, X, mode):
        h, caches = X, []
        for k in range(1, self.depth):
            p = lambda name: self.params.get(f"{name}{k}")
            drop = None if self.keep == 1 else {"mode": mode, "keep": self.keep, "generator": self.gen}
            self.running[k - 1]["mode"] = mode
            h, c = block_forward(h, p("W"), p("b"), p("gamma"), p("beta"), self.norm, self.running[k - 1], drop)
            caches.append(c)
        scores, c = affine_forward(h, self.params[f"W{self.depth}"], self.params[f"b{self.depth}"])
        return scores, caches + [c]

    def _backward(self, dout, caches):
        grads = {}
        for k in range(self.depth, 0, -1):
            if k == self.depth:
                names, found = "W b".split(), affine_backward(dout, caches[k - 1])
            else:
                names, found = "W b gamma beta".split(), block_backward(dout, caches[k - 1])
            dout = found[0]
            grads.update({f"{n}{k}": g for n, g in zip(names, found[1:]) if g is not None})
        return grads

    def loss(self, X, y=None):
        if y is None:
            return self._forward(X, "test")[0]
        scores, caches = self._forward(X, "train")
        loss, dout = softmax_loss(scores, y)
        grads = self._backward(dout, caches)
        for name in [n for n in self.params if n.startswith("W")]:
            W = self.params[name]
            loss = loss + self.reg / 2 * torch.linalg.matrix_norm(W).square()
            grads[name] = torch.add(grads[name], W, alpha=self.reg)
        return loss, grads
