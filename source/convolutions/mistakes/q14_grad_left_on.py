"""The tensors in params require gradients after the first loss.

question: q14_convnet
fails: test_loss_leaves_the_network_alone
"""
class ThreeLayerConvNet:
    def __init__(self, input_dim=(3, 32, 32), num_filters=32, filter_size=7, hidden_dim=100, num_classes=10,
                 weight_scale=1e-3, reg=0.0, dtype=torch.float32):
        c, h, w = input_dim
        r = lambda *s: weight_scale * torch.randn(s, dtype=dtype)
        z = lambda n: torch.zeros(n, dtype=dtype)
        self.reg = reg
        self.params = {"W1": r(num_filters, c, filter_size, filter_size), "b1": z(num_filters), "W2": r(num_filters * (h // 2) * (w // 2), hidden_dim),
                       "b2": z(hidden_dim), "W3": r(hidden_dim, num_classes), "b3": z(num_classes)}

    def loss(self, X, y=None):
        p = self.params
        for v in p.values():
            v.requires_grad_(True)
        maps = F.conv2d(X, p["W1"], p["b1"], padding="same").relu()
        hidden = (F.max_pool2d(maps, 2).flatten(1) @ p["W2"] + p["b2"]).relu()
        scores = hidden @ p["W3"] + p["b3"]
        if y is None:
            return scores
        loss = F.cross_entropy(scores, y) + 0.5 * self.reg * sum((p[k] ** 2).sum() for k in ("W1", "W2", "W3"))
        return loss.detach(), dict(zip(p, torch.autograd.grad(loss, list(p.values()))))
