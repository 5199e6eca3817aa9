"""A hinge loss.

question: q6_softmax
fails: test_softmax_of_equal_scores
also: q9_net, q11_train
"""
def softmax_loss(scores, y):
    rows = torch.arange(len(y))
    margins = (scores - scores[rows, y.long()][:, None] + 1).clamp(min=0)
    margins[rows, y.long()] = 0
    dscores = (margins > 0).to(scores.dtype)
    dscores[rows, y.long()] = -dscores.sum(1)
    return margins.sum() / len(y), dscores / len(y)
