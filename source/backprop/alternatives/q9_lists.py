"""The parameters live in lists beside the dict's names; layers without block_forward.

question: q9_net
fails: none
"""
class FullyConnectedNet:
    def __init__(self, hidden_dims, input_dim=3072, num_classes=10, reg=0.0, weight_scale=1e-2,
                 normalization=None, dropout_keep_ratio=1.0, dtype=torch.float32, seed=None):
        self.reg, self.norm, self.keep = reg, normalization, dropout_keep_ratio
        self.rng = torch.Generator()
        if seed is not None:
            self.rng.manual_seed(seed)
        else:
            self.rng.manual_seed(int(torch.randint(2**62, ())))
        self.dims = (input_dim,) + tuple(hidden_dims) + (num_classes,)
        self.depth = len(self.dims) - 1
        self.params, self.bn = {}, {}
        for i in range(self.depth):
            w = torch.empty(self.dims[i], self.dims[i + 1], dtype=dtype)
            self.params["W" + str(i + 1)] = w.normal_(0, weight_scale, generator=self.rng)
            self.params["b" + str(i + 1)] = w.new_zeros(self.dims[i + 1])
        if self.norm:
            for i in range(1, self.depth):
                self.params["gamma" + str(i)] = torch.ones(self.dims[i], dtype=dtype)
                self.params["beta" + str(i)] = torch.zeros(self.dims[i], dtype=dtype)
                self.bn[i] = {"mode": "train"}

    def loss(self, X, y=None):
        p, training = self.params, y is not None
        back, h = [], X.flatten(1)
        for i in range(1, self.depth + 1):
            h, cache = affine_forward(h, p[f"W{i}"], p[f"b{i}"])
            back.append(("affine", i, cache))
            if i == self.depth:
                break
            if self.norm:
                self.bn[i]["mode"] = "train" if training else "test"
                h, cache = getattr(helpers, f"{self.norm}_forward")(h, p[f"gamma{i}"], p[f"beta{i}"], self.bn[i])
                back.append(("norm", i, cache))
            back.append(("relu", i, h > 0))
            h = h * (h > 0)
            if self.keep < 1 and training:
                h, cache = helpers.dropout_forward(h, {"mode": "train", "keep": self.keep, "generator": self.rng})
                back.append(("dropout", i, cache))
        if not training:
            return h
        loss, dh = softmax_loss(h, y)
        grads = {}
        for kind, i, cache in reversed(back):
            if kind == "affine":
                dh, grads[f"W{i}"], grads[f"b{i}"] = affine_backward(dh, cache)
                grads[f"W{i}"] = grads[f"W{i}"] + self.reg * p[f"W{i}"]
                loss += 0.5 * self.reg * (p[f"W{i}"] * p[f"W{i}"]).sum()
            elif kind == "norm":
                dh, grads[f"gamma{i}"], grads[f"beta{i}"] = helpers.batchnorm_backward(dh, cache)
            elif kind == "relu":
                dh = dh * cache
            else:
                dh = helpers.dropout_backward(dh, cache)
        return loss.item(), grads
