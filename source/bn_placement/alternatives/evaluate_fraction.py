"""Fractions, try and finally, an ExitStack.

question: q10_evaluate
fails: none
cell: evaluate
"""
def evaluate(model, loader):
    from contextlib import ExitStack
    from fractions import Fraction
    flags = [(m, m.training) for m in model.modules()]
    hits = []
    with ExitStack() as stack:
        stack.enter_context(torch.inference_mode())
        for m, flag in flags:
            stack.callback(setattr, m, "training", flag)
        model.train(False)
        for batch in iter(loader):
            images, labels = batch[0], batch[1]
            hits += (model.forward(images).topk(1, dim=1).indices[:, 0] == labels).tolist()
    return float(Fraction(sum(hits), len(hits)))
