"""train() exchanges the method that runs; the layer never asks self.training.

question: q10_module
fails: none
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        if p_drop < 0 or p_drop > 1 or p_drop != p_drop:
            raise ValueError("p_drop is no probability")
        self.keep = 1 - p_drop
        self.run = self.noisy

    def noisy(self, x):
        noise = torch.empty(x.shape, device=x.device).uniform_()
        mask = (noise < self.keep).type_as(x)
        return mask * x / max(self.keep, 1e-6)

    @staticmethod
    def quiet(x):
        return x

    def train(self, mode=True):
        super().train(mode)
        self.run = self.noisy if mode else self.quiet
        return self

    def forward(self, x):
        return self.run(x)
