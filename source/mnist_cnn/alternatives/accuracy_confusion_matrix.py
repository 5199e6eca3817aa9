"""A confusion matrix in NumPy, and its trace.

question: q5_accuracy
fails: none
"""
def accuracy(model, images, labels, batch_size=500):
    where = {p.device for p in model.parameters()}.pop()
    mode, model = model.training, model.train(mode=False)
    try:
        with torch.inference_mode():
            found = [model(images[a:a + batch_size].to(where)).topk(1).indices[:, 0].to("cpu") for a in range(0, images.size(0), batch_size)]
    finally:
        model.train(mode)
    table = np.zeros((1000, 1000), dtype=np.int64)
    np.add.at(table, (torch.cat(found).numpy(), labels.numpy()), 1)
    return np.trace(table) / table.sum()
