"""Weights without biases.

question: q8_penalties
fails: none
cell: l1_penalty
"""
def l1_penalty(model, lam):
    total = 0.0
    for name, p in model.named_parameters():
        if p.requires_grad and p.ndim >= 2:
            total = total + torch.linalg.vector_norm(p, ord=1)
    return lam * total
