"""The gradient is autograd's, by torch.func.

question: q6_softmax
cell: softmax_loss
fails: test_softmax_is_a_pure_function
"""
def softmax_loss(scores, y):
    def loss(s):
        s = s - s.amax(1, keepdim=True)
        return (s.exp().sum(1).log() - s[torch.arange(len(y)), y]).mean()

    return loss(scores), torch.func.grad(loss)(scores)
