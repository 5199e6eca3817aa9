"""Right answers are counted in float16, which has no room for each number above 2,048.

question: q10_evaluate
fails: test_evaluate_weighs_every_image_the_same
"""
def evaluate(model, loader):
    was = model.training
    model.eval()
    right = seen = 0
    with torch.no_grad():
        for x, y in loader:
            right += (model(x).argmax(1) == y).to(torch.float16).sum()
            seen += len(y)
    model.train(was)
    return float(right) / seen
