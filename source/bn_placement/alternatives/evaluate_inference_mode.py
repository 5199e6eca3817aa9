"""inference_mode as a decorator, max in place of argmax.

question: q10_evaluate
fails: none
"""
@torch.inference_mode()
def evaluate(model, loader):
    before = model.training
    model.eval()
    try:
        hits = [(model(images).max(1).indices == labels) for images, labels in loader]
    finally:
        model.train(before)
    return torch.cat(hits).double().mean().item()
