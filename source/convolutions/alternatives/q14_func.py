"""torch.func.grad_and_value, an OrderedDict.

question: q14_convnet
fails: none
cell: ThreeLayerConvNet
"""
from collections import OrderedDict
class ThreeLayerConvNet:
    def __init__(self, input_dim=(3, 32, 32), num_filters=32, filter_size=7, hidden_dim=100, num_classes=10, weight_scale=1e-3, reg=0.0, dtype=torch.float32):
        C, H, W = input_dim
        sizes = {1: (num_filters, C, filter_size, filter_size), 2: (num_filters * (H // 2) * (W // 2), hidden_dim), 3: (hidden_dim, num_classes)}
        self.reg = reg
        self.params = OrderedDict()
        for k, size in sizes.items():
            self.params[f"W{k}"] = torch.empty(size, dtype=dtype).normal_(0, weight_scale)
            self.params[f"b{k}"] = torch.zeros(size[0] if k == 1 else size[1], dtype=dtype)

    @staticmethod
    def scores(p, X):
        out = torch.conv2d(X, p["W1"], p["b1"], padding=(p["W1"].shape[2] - 1) // 2).clamp(min=0)
        n, f, h, w = out.shape
        out = out.reshape(n, f, h // 2, 2, w // 2, 2).amax((3, 5)).reshape(n, -1)
        return torch.addmm(p["b3"], torch.addmm(p["b2"], out, p["W2"]).clamp(min=0), p["W3"])

    def loss(self, X, y=None):
        if y is None:
            return self.scores(self.params, X)
        def objective(p):
            log = torch.log_softmax(self.scores(p, X), dim=1)
            return -log[torch.arange(len(y)), y].mean() + self.reg / 2 * sum(v.square().sum() for k, v in p.items() if k[0] == "W")
        grads, value = torch.func.grad_and_value(objective)(dict(self.params))
        return value.item(), grads
