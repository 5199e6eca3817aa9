"""Mode put back in a finally, answers collected and compared at the end.

question: q5_accuracy
fails: none
"""
@torch.no_grad()
def accuracy(model, images, labels, batch_size=500):
    mode, where = model.training, next(model.parameters()).device
    model.train(False)
    try:
        said = [model.forward(images[i : i + batch_size].to(where)).max(dim=1).indices.cpu() for i in range(0, len(images), batch_size)]
    finally:
        model.train(mode)
    return float((torch.cat(said) == labels).double().mean())
