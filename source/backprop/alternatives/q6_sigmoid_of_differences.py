"""Differences to the right score; the loss is log of the sum of their exponentials, put in order by logaddexp.

question: q6_softmax
fails: none
cell: softmax_loss
"""
def softmax_loss(scores, y):
    N, C = scores.shape
    y = y.long()
    right = scores.gather(1, y.view(N, 1))
    margins = scores - right
    high = margins.max(dim=1, keepdim=True)[0]
    each = high + (margins - high).exp().sum(dim=1, keepdim=True).log()
    probabilities = (margins - each).exp()
    dscores = probabilities.scatter_add(1, y[:, None], -probabilities.new_ones(N, 1)).div(N)
    return each.sum().div(N), dscores
