"""With a one-hot matrix by comparison.

question: q6_softmax
fails: none
"""
def softmax_loss(scores, y):
    n, c = scores.shape
    hot = torch.arange(c)[None, :] == y[:, None]
    s = scores - scores.max(1)[0].unsqueeze(1)
    log_z = s.exp().sum(1).log()
    loss = (log_z - s[hot]).mean()
    p = (s - log_z[:, None]).exp()
    return loss, (p - hot.to(p.dtype)) / n
