"""The normalizer is folded by logaddexp, class after class.

question: q6_softmax
cell: softmax_loss
fails: none
"""
def softmax_loss(scores, y):
    n, classes = scores.shape
    total = scores[:, 0]
    for c in range(1, classes):
        total = torch.logaddexp(total, scores[:, c])
    right = scores.gather(1, y.long()[:, None])[:, 0]
    p = torch.exp(scores - total[:, None])
    hit = torch.arange(classes)[None] == y[:, None]
    return (total - right).mean(), (p - hit.to(p.dtype)) / n
