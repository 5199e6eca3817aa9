"""Eval mode is believed to need no gradients: the output is detached there (the text: gradients flow through).

question: q10_module
fails: test_gradient_flows_through_the_layer
also: q11_network
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        if not 0 <= p_drop <= 1:
            raise ValueError(p_drop)
        self.p_drop = p_drop

    def forward(self, x):
        if not self.training:
            with torch.no_grad():
                return x.clone()
        if self.p_drop == 1:
            return x * 0
        return x * (torch.rand_like(x) >= self.p_drop) / (1 - self.p_drop)
