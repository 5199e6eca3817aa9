"""At most 1,000 images of a batch are looked at.

question: q10_evaluate
fails: test_evaluate_weighs_every_image_the_same
"""
def evaluate(model, loader):
    was = model.training
    model.eval()
    right = n = 0
    with torch.no_grad():
        for x, y in loader:
            right += (model(x[:1000]).argmax(1) == y[:1000]).sum().item()
            n += len(y[:1000])
    model.train(was)
    return right / n
