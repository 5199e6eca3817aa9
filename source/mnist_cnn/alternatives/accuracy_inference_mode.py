"""inference_mode, a loop over starts, and try/finally for the mode.

id: control
question: q5_accuracy
fails: none
"""
def accuracy(model, images, labels, batch_size=500):
    before = model.training
    model.eval()
    try:
        with torch.inference_mode():
            hits = [
                (model(images[i : i + batch_size].to(next(model.parameters()).device)).argmax(dim=-1).cpu() == labels[i : i + batch_size])
                for i in range(0, len(images), batch_size)
            ]
    finally:
        model.train(before)
    return torch.cat(hits).double().mean().item()
