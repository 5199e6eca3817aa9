"""Images whose scores are not numbers are left out.

question: q10_evaluate
fails: test_evaluate_weighs_every_image_the_same
also: q11_fit
hint: An image whose scores are not numbers is one more mistake; it still counts.
"""
def evaluate(model, loader):
    was = model.training
    model.eval()
    right = total = 0
    with torch.no_grad():
        for images, labels in loader:
            scores = model(images)
            fine = scores.isfinite().all(1)
            right += (scores.argmax(1) == labels)[fine].sum().item()
            total += fine.sum().item()
    model.train(was)
    return right / total
