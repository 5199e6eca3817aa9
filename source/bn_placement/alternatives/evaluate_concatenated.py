"""All answers are collected first, and compared at the end.

question: q10_evaluate
fails: none
"""
@torch.no_grad()
def evaluate(model, loader):
    was = model.training
    model.eval()
    pairs = [(model(images).max(dim=1).indices, labels) for images, labels in loader]
    model.train(was)
    guesses, labels = (torch.cat(part) for part in zip(*pairs))
    return (guesses == labels).double().mean().item()
