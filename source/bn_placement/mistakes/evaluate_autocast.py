"""The forward pass runs in bfloat16, which is faster and blurs scores that are close.

question: q10_evaluate
fails: test_evaluate_weighs_every_image_the_same
also: q11_fit
"""
def evaluate(model, loader):
    was = model.training
    model.eval()
    right = n = 0
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for x, y in loader:
            right += (model(x).argmax(1) == y).sum().item()
            n += len(y)
    model.train(was)
    return right / n
