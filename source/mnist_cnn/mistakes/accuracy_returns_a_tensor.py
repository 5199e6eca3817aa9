"""A tensor is returned instead of a number.

id: AC8
question: q5_accuracy
fails: test_accuracy_of_a_model_that_we_know
also: q6_train
"""
def accuracy(model, images, labels, batch_size=500):
    was_training = model.training
    model.eval()
    with torch.no_grad():
        scores = torch.cat([model(x.to(next(model.parameters()).device)).cpu() for x in images.split(batch_size)])
    model.train(was_training)
    return (scores.argmax(1) == labels).float().mean()
