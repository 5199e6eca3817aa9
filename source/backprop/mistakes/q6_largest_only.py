"""The logarithm of the sum is taken for the largest score.

question: q6_softmax
fails: test_softmax_of_equal_scores
also: q9_net, q11_train
"""
def softmax_loss(scores, y):
    shifted = scores - scores.amax(1, keepdim=True)
    log_p = shifted - 0 * shifted
    rows = torch.arange(len(y))
    dscores = log_p.exp()
    dscores[rows, y.long()] -= 1
    return -log_p[rows, y.long()].mean(), dscores / len(y)
