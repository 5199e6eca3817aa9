"""Through NumPy: no gradient, and not in half precision.

question: q4_swish
fails: test_swish_gradient
also: q10_better
"""
import numpy as np


class Swish(nn.Module):
    def forward(self, x):
        return x * torch.from_numpy(np.asarray(1 / (1 + np.exp(-x.detach().numpy()))))
