"""The layer is a torch.autograd.Function with a backward pass of its own, and p_drop is a buffer.

question: q10_module
fails: none
"""
class DropoutFunction(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, p_drop):
        mask = (torch.rand_like(x) >= p_drop).to(x.dtype)
        if p_drop < 1:
            mask /= 1 - p_drop
        ctx.save_for_backward(mask)
        return x * mask

    @staticmethod
    def backward(ctx, grad):
        (mask,) = ctx.saved_tensors
        return grad * mask, None


class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        if not 0.0 <= p_drop <= 1.0:
            raise ValueError(f"not a probability: {p_drop}")
        self.register_buffer("p_drop", torch.tensor(float(p_drop)))

    def forward(self, x):
        return DropoutFunction.apply(x, float(self.p_drop)) if self.training else x
