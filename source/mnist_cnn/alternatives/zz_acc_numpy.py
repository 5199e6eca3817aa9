"""Trial.

question: q5_accuracy
fails: none
"""
def accuracy(model, images, labels, batch_size=500):
    was = model.training
    model.eval()
    guesses = []
    with torch.no_grad():
        for k in range(math.ceil(len(images) / batch_size)):
            guesses.append(model(images[k * batch_size:(k + 1) * batch_size].to(next(model.parameters()).device)).cpu().numpy().argmax(1))
    model.train(was)
    return float(np.mean(np.concatenate(guesses) == labels.numpy()))
