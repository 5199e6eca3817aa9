"""Scores are clamped at 80.

question: q6_softmax
fails: test_softmax_is_stable
also: q11_train
"""
def softmax_loss(scores, y):
    shifted = scores.clamp(-80, 80) - scores.clamp(-80, 80).amax(1, keepdim=True)
    log_p = shifted - shifted.exp().sum(1, keepdim=True).log()
    rows = torch.arange(len(y))
    dscores = log_p.exp()
    dscores[rows, y.long()] -= 1
    return -log_p[rows, y.long()].mean(), dscores / len(y)
