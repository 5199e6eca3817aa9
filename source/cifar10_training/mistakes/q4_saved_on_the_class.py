"""A function with a backward pass of its own, which keeps the input on the class: the layer that ran last decides.

question: q4_swish
fails: test_swish_gradient
cell: Swish
"""
class _Swish(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        _Swish.x = x
        return x * torch.sigmoid(x)

    @staticmethod
    def backward(ctx, dout):
        s = torch.sigmoid(_Swish.x)
        return dout * (s + _Swish.x * s * (1 - s))


class Swish(nn.Module):
    def forward(self, x):
        return _Swish.apply(x)
