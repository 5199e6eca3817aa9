"""With gather and scatter.

question: q6_softmax
fails: none
"""
def softmax_loss(scores, y):
    y = y.long()[:, None]
    top = scores.max(dim=1, keepdim=True).values
    e = torch.exp(scores - top)
    total = e.sum(dim=1, keepdim=True)
    losses = top + total.log() - scores.gather(1, y)
    dscores = (e / total).scatter_add(1, y, -torch.ones_like(total))
    return losses.sum() / len(scores), dscores / len(scores)
