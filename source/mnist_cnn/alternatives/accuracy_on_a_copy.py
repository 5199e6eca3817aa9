"""Measured on a deep copy, so there is no mode to put back.

question: q5_accuracy
fails: none
"""
import copy


def accuracy(model, images, labels, batch_size=500):
    judge = copy.deepcopy(model).eval()
    where = next(judge.parameters()).device
    hits = torch.zeros(())
    with torch.inference_mode():
        for x, y in zip(torch.split(images, batch_size), torch.split(labels, batch_size)):
            hits += judge(x.to(where)).cpu().argmax(-1).eq(y).sum()
    return hits.item() / labels.numel()
