"""Penalty and dropout are kept with the class: the network made last decides for all.

question: q9_net
fails: test_plain_nets_of_any_depth
"""
class FullyConnectedNet:
    """A network of affine layers with ReLU, and perhaps normalization and dropout."""

    def __init__(
        self,
        hidden_dims,
        input_dim=3072,
        num_classes=10,
        reg=0.0,
        weight_scale=1e-2,
        normalization=None,
        dropout_keep_ratio=1.0,
        dtype=torch.float32,
        seed=None,
    ):
        cls = type(self)
        cls.reg, cls.keep, self.normalization = reg, dropout_keep_ratio, normalization
        self.generator = None if seed is None else torch.Generator().manual_seed(seed)
        self.num_layers = len(hidden_dims) + 1
        self.norm_params = [{} for _ in hidden_dims]
        self.params = {}
        dims = [input_dim, *hidden_dims, num_classes]
        for i, (fan_in, fan_out) in enumerate(zip(dims, dims[1:]), 1):
            draws = torch.randn(fan_in, fan_out, generator=self.generator, dtype=dtype)
            self.params[f"W{i}"] = weight_scale * draws
            self.params[f"b{i}"] = torch.zeros(fan_out, dtype=dtype)
            if normalization is not None and i < self.num_layers:
                self.params[f"gamma{i}"] = torch.ones(fan_out, dtype=dtype)
                self.params[f"beta{i}"] = torch.zeros(fan_out, dtype=dtype)

    def loss(self, X, y=None):
        """Return the scores of X, or (loss, grads) where there are labels y."""
        mode = "test" if y is None else "train"
        dropout_param = {"mode": mode, "keep": self.keep, "generator": self.generator}
        out, caches = X, []
        for i in range(1, self.num_layers):
            self.norm_params[i - 1]["mode"] = mode
            gamma, beta = self.params.get(f"gamma{i}"), self.params.get(f"beta{i}")
            out, cache = block_forward(
                out,
                self.params[f"W{i}"],
                self.params[f"b{i}"],
                gamma,
                beta,
                self.normalization,
                self.norm_params[i - 1],
                dropout_param,
            )
            caches.append(cache)
        last = self.num_layers
        scores, cache = affine_forward(out, self.params[f"W{last}"], self.params[f"b{last}"])
        if y is None:
            return scores
        loss, dout = softmax_loss(scores, y)
        grads = {}
        dout, grads[f"W{last}"], grads[f"b{last}"] = affine_backward(dout, cache)
        for i in reversed(range(1, last)):
            dout, *found = block_backward(dout, caches[i - 1])
            for name, gradient in zip(("W", "b", "gamma", "beta"), found):
                if gradient is not None:
                    grads[f"{name}{i}"] = gradient
        for i in range(1, last + 1):
            weight = self.params[f"W{i}"]
            loss = loss + 0.5 * self.reg * (weight**2).sum()
            grads[f"W{i}"] = grads[f"W{i}"] + self.reg * weight
        return loss, grads
