"""Probabilities below 1e-8 are taken for 0 in the gradient.

question: q6_softmax
fails: test_softmax_gradient_values
"""
def softmax_loss(scores, y):
    """scores: (N, C), y: (N,) integers. Return (loss, dscores)."""
    shifted = scores - scores.amax(1, keepdim=True)
    log_p = shifted - shifted.exp().sum(1, keepdim=True).log()
    rows = torch.arange(len(y))
    dscores = log_p.exp()
    dscores[dscores < 1e-8] = 0
    dscores[rows, y] -= 1
    return -log_p[rows, y].mean(), dscores / len(y)
