"""A function of autograd with its own backward pass.

question: q4_swish
fails: none
cell: Swish
"""
class _Swish(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * x.sigmoid()

    @staticmethod
    def backward(ctx, upstream):
        (x,) = ctx.saved_tensors
        s = x.sigmoid()
        return upstream * (s + x * s * (1 - s))


class Swish(nn.Module):
    def forward(self, x):
        return _Swish.apply(x)
