"""A subclass of nn.Module (params is a plain dict), linked layers, a context for the mode.

question: q9_net
fails: none
cell: FullyConnectedNet
"""
class FullyConnectedNet(torch.nn.Module):
    def __init__(self, hidden_dims, input_dim=3072, num_classes=10, reg=0.0, weight_scale=1e-2, normalization=None,
                 dropout_keep_ratio=1.0, dtype=torch.float32, seed=None):
        super().__init__()
        self.chance = torch.Generator()
        self.chance.manual_seed(seed) if seed is not None else self.chance.seed()
        self.reg, self.kind = reg, normalization
        self.keep = dropout_keep_ratio
        self.states = []
        self.params = {}
        before = input_dim
        for n, width in enumerate(hidden_dims, start=1):
            self._affine(n, before, width, weight_scale, dtype)
            if normalization is not None:
                self.params[f"gamma{n}"] = torch.ones(width, dtype=dtype)
                self.params[f"beta{n}"] = torch.zeros(width, dtype=dtype)
            self.states.append({"mode": "train"})
            before = width
        self._affine(len(self.states) + 1, before, num_classes, weight_scale, dtype)

    def _affine(self, n, fan_in, fan_out, scale, dtype):
        self.params[f"W{n}"] = torch.empty(fan_in, fan_out, dtype=dtype).normal_(0, scale, generator=self.chance)
        self.params[f"b{n}"] = torch.zeros(fan_out, dtype=dtype)

    def forward(self, X):
        return self.loss(X)

    def loss(self, X, y=None):
        p, mode, tape = self.params, "test" if y is None else "train", []
        h = X
        for n, state in enumerate(self.states, 1):
            state["mode"] = mode
            drop = {"mode": mode, "keep": self.keep, "generator": self.chance}
            h, cache = block_forward(h, p[f"W{n}"], p[f"b{n}"], p.get(f"gamma{n}"), p.get(f"beta{n}"), self.kind, state, drop)
            tape.append((n, cache))
        last = len(self.states) + 1
        h, cache = affine_forward(h, p[f"W{last}"], p[f"b{last}"])
        if mode == "test":
            return h
        data, d = softmax_loss(h, y)
        d, dw, db = affine_backward(d, cache)
        grads = {f"W{last}": dw, f"b{last}": db}
        while tape:
            n, cache = tape.pop()
            d, grads[f"W{n}"], grads[f"b{n}"], dgamma, dbeta = block_backward(d, cache)
            if dgamma is not None:
                grads[f"gamma{n}"], grads[f"beta{n}"] = dgamma, dbeta
        weights = {name: w for name, w in p.items() if name[0] == "W"}
        penalty = self.reg * sum(0.5 * torch.sum(w * w) for w in weights.values())
        return data + penalty, {name: g + self.reg * weights[name] if name in weights else g for name, g in grads.items()}
