"""A small number is added before the logarithm: the loss of a sure mistake is capped.

question: q6_softmax
fails: test_softmax_is_stable
also: q9_net
"""
def softmax_loss(scores, y):
    shifted = scores - scores.amax(1, keepdim=True)
    log_p = (shifted.exp() / shifted.exp().sum(1, keepdim=True) + 1e-12).log()
    rows = torch.arange(len(y))
    dscores = log_p.exp()
    dscores[rows, y.long()] -= 1
    return -log_p[rows, y.long()].mean(), dscores / len(y)
