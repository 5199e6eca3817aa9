"""The largest score is not subtracted: large scores overflow.

question: q6_softmax
fails: test_softmax_is_stable
"""
def softmax_loss(scores, y):
    shifted = scores * 1
    log_p = shifted - shifted.exp().sum(1, keepdim=True).log()
    rows = torch.arange(len(y))
    dscores = log_p.exp()
    dscores[rows, y.long()] -= 1
    return -log_p[rows, y.long()].mean(), dscores / len(y)
