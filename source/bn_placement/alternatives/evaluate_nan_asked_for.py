"""A score that is not a number is looked for, and its image is no right answer.

question: q10_evaluate
fails: none
"""
def evaluate(model, loader):
    mode = model.training
    model.eval()
    right, total = 0, 0
    with torch.no_grad():
        for x, y in loader:
            scores = model(x)
            right += int(((scores.argmax(1) == y) & ~scores.isnan().any(1)).sum())
            total += y.numel()
    model.train(mode)
    return right / total
