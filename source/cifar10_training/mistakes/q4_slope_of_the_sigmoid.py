"""A backward pass of its own, with the slope of the sigmoid alone.

question: q4_swish
fails: test_swish_gradient
cell: Swish
"""
class Gated(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * torch.sigmoid(x)

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        gate = torch.sigmoid(x)
        return grad * gate * (1 - gate)


class Swish(nn.Module):

    def forward(self, x):
        return Gated.apply(x)
