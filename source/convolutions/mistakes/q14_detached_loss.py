"""The gradient of the features is cut: the filters do not learn.

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
        plain = y is None
        p = {key: v.detach().requires_grad_(not plain) for key, v in self.params.items()}
        maps = F.conv2d(X, p["W1"], p["b1"], padding="same").relu()
        features = F.max_pool2d(maps, 2).detach().flatten(1)
        hidden = (features @ p["W2"] + p["b2"]).relu()
        scores = hidden @ p["W3"] + p["b3"]
        if plain:
            return scores
        penalty = sum((p[key] ** 2).sum() for key in ("W1", "W2", "W3"))
        loss = F.cross_entropy(scores, y) + 0.5 * self.reg * penalty
        gradients = torch.autograd.grad(loss, list(p.values()), allow_unused=True, materialize_grads=True)
        return loss.detach(), dict(zip(p, gradients))
