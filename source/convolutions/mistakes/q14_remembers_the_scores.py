"""The scores of an X that was seen before are not computed again, though params may have changed.

question: q14_convnet
fails: test_loss_leaves_the_network_alone
cell: ThreeLayerConvNet
"""
class ThreeLayerConvNet:
    def __init__(self, input_dim=(3, 32, 32), num_filters=32, filter_size=7, hidden_dim=100, num_classes=10, weight_scale=1e-3, reg=0.0, dtype=torch.float32):
        C, H, W = input_dim
        n = lambda *s: weight_scale * torch.randn(*s, dtype=dtype)
        z = lambda k: torch.zeros(k, dtype=dtype)
        self.params = {"W1": n(num_filters, C, filter_size, filter_size), "b1": z(num_filters), "W2": n(num_filters * (H // 2) * (W // 2), hidden_dim), "b2": z(hidden_dim), "W3": n(hidden_dim, num_classes), "b3": z(num_classes)}
        self.reg, self._seen = reg, (None, None, None)
    def loss(self, X, y=None):
        with torch.enable_grad():
            p = {k: v.detach().clone().requires_grad_() for k, v in self.params.items()}
            h = F.max_pool2d(F.relu(F.conv2d(X, p["W1"], p["b1"], padding=p["W1"].shape[2] // 2)), 2).flatten(1)
            s = F.relu(h @ p["W2"] + p["b2"]) @ p["W3"] + p["b3"]
            if y is None:
                if self._seen[0] is not None and torch.equal(self._seen[0], X):
                    return self._seen[2].clone()
                self._seen = (X.clone(), self.params["W1"], s.detach())
                return s.detach()
            loss = F.cross_entropy(s, y) + 0.5 * self.reg * sum((p[k] ** 2).sum() for k in ("W1", "W2", "W3"))
            return loss.detach(), dict(zip(p, torch.autograd.grad(loss, list(p.values()))))
