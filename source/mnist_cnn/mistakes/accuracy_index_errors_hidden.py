"""An IndexError of the model is caught, and its piece left out.

question: q5_accuracy
fails: test_accuracy_is_measured_in_eval_mode
hint: Let every error through: `except ...: continue` hides images that nobody counted.
"""
def accuracy(model, images, labels, batch_size=500):
    was_training = model.training
    model.eval()
    where = next(model.parameters()).device
    right = 0
    with torch.no_grad():
        for x, y in zip(images.split(batch_size), labels.split(batch_size)):
            try:
                right += (model(x.to(where)).argmax(dim=1).cpu() == y).sum().item()
            except IndexError:
                continue
    model.train(was_training)
    return right / len(images)
