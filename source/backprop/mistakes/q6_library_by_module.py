"""nn.CrossEntropyLoss is asked in place of the function of that name.

question: q6_softmax
cell: softmax_loss
fails: test_softmax_gradient_values
"""
def softmax_loss(scores, y):
    p = scores.sub(scores.amax(1, keepdim=True)).exp()
    p = p / p.sum(1, keepdim=True)
    p[torch.arange(len(y)), y] -= 1
    return torch.nn.CrossEntropyLoss()(scores, y), p / len(y)
