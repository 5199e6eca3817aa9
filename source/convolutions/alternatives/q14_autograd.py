"""Functions of PyTorch, and autograd.

question: q14_convnet
fails: none
"""
class ThreeLayerConvNet:
    def __init__(self, input_dim=(3, 32, 32), num_filters=32, filter_size=7, hidden_dim=100,
                 num_classes=10, weight_scale=1e-3, reg=0.0, dtype=torch.float32):
        C, H, W = input_dim
        self.reg = reg
        self.params = {
            "W1": torch.randn(num_filters, C, filter_size, filter_size, dtype=dtype) * weight_scale,
            "b1": torch.zeros(num_filters, dtype=dtype),
            "W2": torch.randn(num_filters * H * W // 4, hidden_dim, dtype=dtype) * weight_scale,
            "b2": torch.zeros(hidden_dim, dtype=dtype),
            "W3": torch.randn(hidden_dim, num_classes, dtype=dtype) * weight_scale,
            "b3": torch.zeros(num_classes, dtype=dtype),
        }

    def loss(self, X, y=None):
        p = {name: value.detach().requires_grad_(y is not None) for name, value in self.params.items()}
        h = F.relu(F.conv2d(X, p["W1"], p["b1"], padding="same"))
        h = F.relu(F.linear(F.max_pool2d(h, 2).flatten(1), p["W2"].T, p["b2"]))
        scores = F.linear(h, p["W3"].T, p["b3"])
        if y is None:
            return scores
        loss = F.cross_entropy(scores, y)
        for name in ("W1", "W2", "W3"):
            loss = loss + 0.5 * self.reg * p[name].square().sum()
        return loss.item(), dict(zip(p, torch.autograd.grad(loss, list(p.values()))))
