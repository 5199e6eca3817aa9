"""Gradients with a norm above 100 are scaled down.

question: q14_convnet
fails: test_loss_and_gradients_of_the_network
"""
class ThreeLayerConvNet(ThreeLayerConvNet):
    def loss(self, X, y=None):
        p = {k: v.detach().requires_grad_(y is not None) for k, v in self.params.items()}
        maps = F.conv2d(X, p["W1"], p["b1"], padding="same").relu()
        hidden = (F.max_pool2d(maps, 2).flatten(1) @ p["W2"] + p["b2"]).relu()
        scores = hidden @ p["W3"] + p["b3"]
        if y is None:
            return scores
        loss = F.cross_entropy(scores, y) + 0.5 * self.reg * sum((p[k] ** 2).sum() for k in ("W1", "W2", "W3"))
        grads = dict(zip(p, torch.autograd.grad(loss, list(p.values()))))
        return loss.detach(), {k: g * min(1.0, 100 / (float(g.norm()) + 1e-12)) for k, g in grads.items()}
