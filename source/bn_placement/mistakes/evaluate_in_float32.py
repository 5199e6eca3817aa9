"""Images are cast to float32, whatever the model computes in.

question: q10_evaluate
fails: test_evaluate_weighs_every_image_the_same
also: q11_fit
"""
def evaluate(model, loader):
    was = model.training
    model.eval()
    right = n = 0
    with torch.no_grad():
        for x, y in loader:
            right += (model(x.float()).argmax(1) == y).sum().item()
            n += len(y)
    model.train(was)
    return right / n
