"""Gradients are clipped at 5.

question: q14_convnet
fails: test_loss_and_gradients_of_the_network
"""
class ThreeLayerConvNet:
    """conv - ReLU - 2 x 2 max pool - affine - ReLU - affine - softmax."""

    def __init__(
        self,
        input_dim=(3, 32, 32),
        num_filters=32,
        filter_size=7,
        hidden_dim=100,
        num_classes=10,
        weight_scale=1e-3,
        reg=0.0,
        dtype=torch.float32,
    ):
        channels, height, width = input_dim
        pooled = num_filters * (height // 2) * (width // 2)

        def normal(*size):
            return weight_scale * torch.randn(size, dtype=dtype)

        self.reg = reg
        self.params = {
            "W1": normal(num_filters, channels, filter_size, filter_size),
            "b1": torch.zeros(num_filters, dtype=dtype),
            "W2": normal(pooled, hidden_dim),
            "b2": torch.zeros(hidden_dim, dtype=dtype),
            "W3": normal(hidden_dim, num_classes),
            "b3": torch.zeros(num_classes, dtype=dtype),
        }

    def loss(self, X, y=None):
        """Return scores (N, classes); with classes y, (loss, grads)."""
        p = self.params
        _, _, size, _ = p["W1"].shape
        # forward: the convolution is a matrix product
        columns = im2col(X, size, size, 1, size // 2)
        maps = p["W1"].flatten(1) @ columns + p["b1"][:, None]
        active = maps.unflatten(2, X.shape[2:]).clamp(min=0)
        pool_param = {"pool_height": 2, "pool_width": 2, "stride": 2}
        pooled, pool_cache = max_pool_forward(active, pool_param)
        features = pooled.flatten(1)
        hidden = (features @ p["W2"] + p["b2"]).clamp(min=0)
        scores = hidden @ p["W3"] + p["b3"]
        if y is None:
            return scores
        log_probabilities = scores.log_softmax(dim=1)
        penalty = sum((p[name] ** 2).sum() for name in ("W1", "W2", "W3"))
        loss = F.nll_loss(log_probabilities, y) + 0.5 * self.reg * penalty
        # backward
        dscores = (log_probabilities.exp() - F.one_hot(y, scores.shape[1])) / len(y)
        dhidden = (dscores @ p["W3"].T) * (hidden > 0)
        dpooled = (dhidden @ p["W2"].T).reshape(pooled.shape)
        dmaps = max_pool_backward(dpooled, pool_cache) * (active > 0)
        dw = torch.einsum("nfl,ncl->fc", dmaps.flatten(2), columns).reshape(p["W1"].shape)
        return loss, {
            "W1": dw.clamp(-5, 5) + self.reg * p["W1"],
            "b1": dmaps.sum(dim=(0, 2, 3)),
            "W2": features.T @ dhidden + self.reg * p["W2"],
            "b2": dhidden.sum(dim=0),
            "W3": hidden.T @ dscores + self.reg * p["W3"],
            "b3": dscores.sum(dim=0),
        }
