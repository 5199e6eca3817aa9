"""Logarithm to the base 2, also in the gradient.

question: q6_softmax
fails: test_softmax_of_equal_scores
also: q9_net, q11_train
"""
def softmax_loss(scores, y):
    shifted = scores - scores.amax(1, keepdim=True)
    log_p = shifted - shifted.exp().sum(1, keepdim=True).log()
    rows = torch.arange(len(y))
    dscores = log_p.exp()
    dscores[rows, y.long()] -= 1
    return -log_p[rows, y.long()].mean() / math.log(2), dscores / len(y) / math.log(2)
