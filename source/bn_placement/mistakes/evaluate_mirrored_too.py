"""Scores are averaged over the image and its mirror image (test-time augmentation).

question: q10_evaluate
fails: test_evaluate_uses_evaluation_mode
also: q11_fit
"""
def evaluate(model, loader):
    was = model.training
    model.eval()
    right = n = 0
    with torch.no_grad():
        for x, y in loader:
            out = model(x) + (model(x.flip(-1)) if x.dim() == 4 else 0)
            right += (out.argmax(1) == y).sum().item()
            n += len(y)
    model.train(was)
    return right / n
