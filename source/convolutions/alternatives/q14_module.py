"""A module with a dict of plain tensors, and layers of its own.

question: q14_convnet
fails: none
"""
class ThreeLayerConvNet(nn.Module):
    def __init__(self, input_dim=(3, 32, 32), num_filters=32, filter_size=7, hidden_dim=100,
                 num_classes=10, weight_scale=1e-3, reg=0.0, dtype=torch.float32):
        super().__init__()
        self.reg, self.pad = reg, (filter_size - 1) // 2
        flat = num_filters * (input_dim[1] // 2) * (input_dim[2] // 2)
        draw = lambda *shape: torch.empty(shape, dtype=dtype).normal_(0, weight_scale)
        self.params = dict(
            W1=draw(num_filters, input_dim[0], filter_size, filter_size),
            W2=draw(flat, hidden_dim),
            W3=draw(hidden_dim, num_classes),
        )
        for number, size in ((1, num_filters), (2, hidden_dim), (3, num_classes)):
            self.params[f"b{number}"] = torch.zeros(size, dtype=dtype)

    def loss(self, X, y=None):
        W1, W2, W3 = (self.params[f"W{n}"] for n in (1, 2, 3))
        b1, b2, b3 = (self.params[f"b{n}"] for n in (1, 2, 3))
        maps, conv_cache = conv_forward(X, W1, b1, {"stride": 1, "pad": self.pad})
        active = torch.relu(maps)
        pooled, pool_cache = max_pool_forward(active, dict(pool_height=2, pool_width=2, stride=2))
        flat = pooled.reshape(len(X), -1)
        hidden = torch.relu(flat.mm(W2) + b2)
        scores = hidden.mm(W3) + b3
        if y is None:
            return scores
        shifted = scores - scores.max(dim=1, keepdim=True).values
        log_sum = shifted.exp().sum(dim=1).log()
        loss = (log_sum - shifted.gather(1, y[:, None])[:, 0]).sum() / len(y)
        loss += self.reg / 2 * ((W1 * W1).sum() + (W2 * W2).sum() + (W3 * W3).sum())
        d = (torch.softmax(scores, 1) - F.one_hot(y, scores.shape[1])) / len(y)
        grads = {"W3": hidden.T.mm(d) + self.reg * W3, "b3": d.sum(0)}
        d = torch.where(hidden > 0, d.mm(W3.T), torch.zeros_like(hidden))
        grads.update(W2=flat.T.mm(d) + self.reg * W2, b2=d.sum(0))
        d = max_pool_backward(d.mm(W2.T).view_as(pooled), pool_cache)
        _, dW1, grads["b1"] = conv_backward(d * (active > 0), conv_cache)
        grads["W1"] = dW1 + self.reg * W1
        return loss, grads
