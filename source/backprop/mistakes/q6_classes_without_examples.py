"""Classes that no label of the batch names get no gradient.

question: q6_softmax
fails: test_softmax_of_equal_scores
also: q9_net, q11_train
cell: softmax_loss
"""
def softmax_loss(scores, y):
    N = len(y)
    s = scores - scores.amax(1, keepdim=True)
    logp = s - s.exp().sum(1, keepdim=True).log()
    loss = -logp[torch.arange(N), y.long()].mean()
    d = logp.exp()
    d[torch.arange(N), y.long()] -= 1
    seen = torch.zeros(scores.shape[1], dtype=torch.bool)
    seen[y.long()] = True
    return loss, d * seen / N
