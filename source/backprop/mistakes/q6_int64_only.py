"""Labels are only right as int64.

question: q6_softmax
fails: test_softmax_gradient_values
"""
def softmax_loss(scores, y):
    shifted = scores - scores.amax(1, keepdim=True)
    log_p = shifted - shifted.exp().sum(1, keepdim=True).log()
    rows = torch.arange(len(y))
    dscores = log_p.exp()
    dscores[rows, y.view(torch.int64)] -= 1
    return -log_p[rows, y.view(torch.int64)].mean(), dscores / len(y)
