"""There is no penalty in evaluation mode.

question: q8_penalties
fails: test_l1_values_and_gradients
cell: l1_penalty
"""
def l1_penalty(model, lam):
    return lam * sum(p.abs().sum() for p in model.parameters() if p.requires_grad) if model.training else torch.zeros(())
