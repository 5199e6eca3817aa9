"""The gradients come from autograd: question 9 does not forbid it.

question: q9_net
fails: none
"""
class FullyConnectedNet:
    def __init__(self, hidden_dims, input_dim=3072, num_classes=10, reg=0.0, weight_scale=1e-2,
                 normalization=None, dropout_keep_ratio=1.0, dtype=torch.float32, seed=None):
        self.reg, self.normalization, self.keep = reg, normalization, dropout_keep_ratio
        self.generator = torch.Generator().manual_seed(seed) if seed is not None else None
        sizes = list(hidden_dims) + [num_classes]
        self.params, before = {}, input_dim
        for i, size in enumerate(sizes, start=1):
            self.params[f"W{i}"] = torch.randn((before, size), generator=self.generator, dtype=dtype).mul(weight_scale)
            self.params[f"b{i}"] = torch.zeros(size, dtype=dtype)
            before = size
        for i, size in enumerate(hidden_dims, start=1):
            if normalization:
                self.params[f"gamma{i}"], self.params[f"beta{i}"] = torch.ones(size, dtype=dtype), torch.zeros(size, dtype=dtype)
        self.count = len(sizes)
        self.running = [(torch.zeros(d, dtype=dtype), torch.ones(d, dtype=dtype)) for d in hidden_dims]

    def scores(self, p, h, training):
        F = torch.nn.functional
        h = h.flatten(1)
        for i in range(1, self.count):
            h = h @ p[f"W{i}"] + p[f"b{i}"]
            if self.normalization == "batchnorm":
                mean, var = self.running[i - 1]
                h = F.batch_norm(h, mean, var, p[f"gamma{i}"], p[f"beta{i}"], training)
            elif self.normalization == "layernorm":
                h = F.layer_norm(h, h.shape[1:], p[f"gamma{i}"], p[f"beta{i}"])
            h = torch.relu(h)
            if training and self.keep != 1:
                mask = torch.rand(h.shape, generator=self.generator) < self.keep
                h = h * mask / self.keep
        return h @ p[f"W{self.count}"] + p[f"b{self.count}"]

    def loss(self, X, y=None):
        if y is None:
            with torch.no_grad():
                return self.scores(self.params, X, False)
        p = {name: value.detach().clone().requires_grad_() for name, value in self.params.items()}
        loss = torch.nn.functional.cross_entropy(self.scores(p, X, True), y)
        for name in p:
            if name[0] == "W":
                loss = loss + self.reg / 2 * p[name].square().sum()
        loss.backward()
        return loss.detach(), {name: value.grad for name, value in p.items()}
