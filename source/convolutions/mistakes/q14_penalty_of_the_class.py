"""The strength of the penalty is kept with the class: the network made last decides for all.

question: q14_convnet
fails: test_loss_and_gradients_of_the_network
"""
class ThreeLayerConvNet:
    def __init__(self, input_dim=(3, 32, 32), num_filters=32, filter_size=7, hidden_dim=100, num_classes=10, weight_scale=1e-3, reg=0.0, dtype=torch.float32):
        C, H, W = input_dim
        n = lambda *s: weight_scale * torch.randn(*s, dtype=dtype)
        z = lambda k: torch.zeros(k, dtype=dtype)
        ThreeLayerConvNet.reg = reg
        self.params = dict(W1=n(num_filters, C, filter_size, filter_size), b1=z(num_filters), W2=n(num_filters * H * W // 4, hidden_dim), b2=z(hidden_dim), W3=n(hidden_dim, num_classes), b3=z(num_classes))

    def loss(self, X, y=None):
        p = {k: v.detach().clone().requires_grad_(y is not None) for k, v in self.params.items()}
        h = F.max_pool2d(F.relu(F.conv2d(X, p["W1"], p["b1"], padding=p["W1"].shape[-1] // 2)), 2).flatten(1)
        s = F.relu(h @ p["W2"] + p["b2"]) @ p["W3"] + p["b3"]
        if y is None:
            return s
        loss = F.cross_entropy(s, y) + 0.5 * self.reg * sum((p[k]**2).sum() for k in ("W1", "W2", "W3"))
        loss.backward()
        return loss.detach(), {k: p[k].grad for k in p}
