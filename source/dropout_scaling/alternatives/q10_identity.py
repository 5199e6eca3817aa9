"""A subclass of nn.Identity, whose forward is asked for in eval mode.

question: q10_module
fails: none
"""
class InvertedDropout(nn.Identity):
    def __init__(self, p_drop):
        super().__init__()
        if p_drop < 0 or p_drop > 1 or p_drop != p_drop:
            raise ValueError
        self.p = p_drop
    def forward(self, x):
        if self.training:
            mask = torch.empty(x.shape, device=x.device).uniform_().ge(self.p)
            scale = 1.0 / max(1.0 - self.p, 1e-30)
            return x.mul(mask.to(x.dtype).mul(scale if self.p < 1 else 0.0))
        return super().forward(x)
