"""Autograd is switched off for good.

question: q6_softmax
fails: test_softmax_is_a_pure_function
also: q9_net
cell: softmax_loss
"""
def softmax_loss(scores, y):
    torch.set_grad_enabled(False)
    N = len(y)
    s = scores - scores.amax(1, keepdim=True)
    logp = s - s.exp().sum(1, keepdim=True).log()
    loss = -logp[torch.arange(N), y.long()].mean()
    d = logp.exp()
    d[torch.arange(N), y.long()] -= 1
    return loss, d / N
