"""Lists, max, finally.

question: q10_evaluate
fails: none
"""
@torch.no_grad()
def evaluate(model: nn.Module, loader) -> float:
    mode = model.training
    try:
        model.train(False)
        hits = [torch.max(model.forward(x), dim=1).indices.eq(y) for x, y in loader]
    finally:
        model.train(mode)
    return float(torch.cat(hits).double().mean())
