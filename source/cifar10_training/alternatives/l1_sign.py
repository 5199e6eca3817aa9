"""The sum of each weight times its sign.

question: q8_penalties
fails: none
cell: l1_penalty
"""
def l1_penalty(model, lam):
    parts = [(p * p.detach().sign()).sum() for p in model.parameters() if p.requires_grad]
    return torch.stack(parts).sum() * lam
