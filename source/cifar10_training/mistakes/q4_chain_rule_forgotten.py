"""A backward pass of its own, which forgets what comes from above.

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
        return gate + x * gate * (1 - gate)


class Swish(nn.Module):

    def forward(self, x):
        return Gated.apply(x)
