"""PyTorch's own loss and softmax.

question: q6_softmax
fails: test_softmax_is_a_pure_function
"""
def softmax_loss(scores, y):
    p = scores.softmax(1)
    p[torch.arange(len(y)), y.long()] -= 1
    return torch.nn.functional.cross_entropy(scores, y.long()), p / len(y)
