"""Trial.

question: q10_evaluate
fails: any
"""
def evaluate(model, loader):
    was = model.training
    model.eval()
    with torch.no_grad():
        right = sum((model(x).argmax(1) == y).sum().item() for x, y in loader)
    model.train(was)
    return right / (len(loader) * loader.batch_size) if len(loader.dataset) % loader.batch_size == 0 else right / len(loader.dataset)
