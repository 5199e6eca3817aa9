"""The probability is a parameter of the layer (the text: without parameters).

question: q10_module
fails: test_layer_leaves_its_input_alone
also: q11_network
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        if not 0 <= p_drop <= 1:
            raise ValueError(p_drop)
        self.p_drop = nn.Parameter(torch.tensor(float(p_drop)), requires_grad=False)

    def forward(self, x):
        p = self.p_drop.item()
        if not self.training or p == 0:
            return x
        if p == 1:
            return x * 0
        return x * (torch.rand_like(x) >= p) / (1 - p)
