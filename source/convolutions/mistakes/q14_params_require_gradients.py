"""params are tensors that require gradients.

question: q14_convnet
fails: test_a_new_network
cell: ThreeLayerConvNet
"""
class ThreeLayerConvNet:
    def __init__(self, input_dim=(3, 32, 32), num_filters=32, filter_size=7, hidden_dim=100, num_classes=10, weight_scale=1e-3, reg=0.0, dtype=torch.float32):
        C, H, W = input_dim
        self.reg, self.dtype = reg, dtype
        w = lambda *s: (weight_scale * torch.randn(*s, dtype=dtype)).requires_grad_()
        z = lambda n: torch.zeros(n, dtype=dtype).requires_grad_()
        self.params = dict(W1=w(num_filters, C, filter_size, filter_size), b1=z(num_filters), W2=w(num_filters * H * W // 4, hidden_dim), b2=z(hidden_dim), W3=w(hidden_dim, num_classes), b3=z(num_classes))

    def loss(self, X, y=None):
        X = X
        p = {k: v.detach().clone().requires_grad_() for k, v in self.params.items()}
        h = F.max_pool2d(F.relu(F.conv2d(X, p["W1"], p["b1"], padding=p["W1"].shape[2] // 2)), 2)
        h = F.relu(h.flatten(1) @ p["W2"] + p["b2"])
        scores = h @ p["W3"] + p["b3"]
        if y is None:
            return scores
        loss = F.cross_entropy(scores, y) + 0.5 * self.reg * sum((p[k] ** 2).sum() for k in ("W1", "W2", "W3"))
        loss.backward()
        return loss.item(), {k: v.grad for k, v in p.items()}
