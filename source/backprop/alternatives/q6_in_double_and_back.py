"""In float64, handed back in the dtype of the scores; one_hot by comparison.

question: q6_softmax
fails: none
cell: softmax_loss
"""
def softmax_loss(scores, y):
    s = scores.double()
    s = s - torch.amax(s, dim=-1, keepdim=True)
    e = torch.exp(s)
    total = e.sum(-1, keepdim=True)
    truth = torch.arange(s.shape[1], device=s.device)[None, :] == y[:, None]
    losses = total.log()[:, 0] - torch.where(truth, s, torch.zeros_like(s)).sum(1)
    return losses.mean().to(scores.dtype), ((e / total - truth.to(s)) / len(s)).to(scores.dtype)
