"""The decorator no_grad, the mode put back in a finally, one fraction at the end.

question: q10_evaluate
fails: none
"""
from fractions import Fraction


@torch.no_grad()
def evaluate(model, loader):
    mode = model.training
    try:
        model.train(False)
        hits = [(torch.eq(model(x).max(dim=-1).indices, y)).tolist() for x, y in loader]
    finally:
        model.train(mode)
    flat = sum(hits, [])
    return float(Fraction(sum(flat), len(flat)))
