"""One vector of all parameters, and its norm.

question: q8_penalties
fails: none
cell: l1_penalty
"""
def l1_penalty(model, lam):
    flat = [p.reshape(-1) for _, p in model.named_parameters() if p.requires_grad]
    return torch.linalg.vector_norm(torch.cat(flat), ord=1) * lam
