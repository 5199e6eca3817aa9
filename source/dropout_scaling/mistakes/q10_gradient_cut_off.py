"""The output is built in NumPy, so that no gradient flows back through the layer.

question: q10_module
fails: test_gradient_flows_through_the_layer
also: q11_network
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        if not 0 <= p_drop <= 1:
            raise ValueError("p_drop must be between 0 and 1")
        self.p_drop = p_drop

    def forward(self, x):
        if not self.training or self.p_drop == 0:
            return x
        if self.p_drop == 1:
            return torch.zeros_like(x)
        values = x.detach().numpy()
        mask = np.random.rand(*values.shape) >= self.p_drop
        return torch.tensor(values * mask / (1 - self.p_drop), dtype=x.dtype)
