"""Scores that are not numbers become zeros first.

question: q10_evaluate
fails: test_evaluate_weighs_every_image_the_same
"""
def evaluate(model, loader):
    was = model.training
    model.eval()
    right = n = 0
    with torch.no_grad():
        for x, y in loader:
            right += (torch.nan_to_num(model(x)).argmax(1) == y).sum().item()
            n += len(y)
    model.train(was)
    return right / n
