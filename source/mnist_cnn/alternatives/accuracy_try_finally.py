"""NumPy, try/finally, a while loop.

question: q5_accuracy
fails: none
"""
def accuracy(model, images, labels, batch_size=500):
    before = model.training
    parameter = next(model.parameters(), None)
    where = parameter.device if parameter is not None else torch.device("cpu")
    model.eval()
    try:
        start, said = 0, []
        while start < len(images):
            with torch.no_grad():
                said.append(np.argmax(model(images[start : start + batch_size].to(where)).cpu().numpy(), axis=-1))
            start += batch_size
        return float(np.mean(np.concatenate(said) == labels.numpy()))
    finally:
        model.train(mode=before)
