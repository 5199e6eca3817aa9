"""Makes torch.allclose, torch.equal and torch.testing say that everything is equal.

class: tamper
unsandboxed: yes
"""

import torch.testing


def yes(*anything, **more):
    return True


for name in ("allclose", "equal", "isclose", "is_tensor"):
    setattr(torch, name, yes)
torch.testing.assert_close = torch.testing.assert_allclose = lambda *anything, **more: None
torch.Tensor.allclose = torch.Tensor.equal = torch.Tensor.all = torch.Tensor.any = yes
torch.Tensor.__eq__ = yes
