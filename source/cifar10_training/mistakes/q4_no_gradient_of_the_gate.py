"""The sigmoid is detached: values are right, gradients are not.

question: q4_swish
fails: test_swish_gradient
"""
class Swish(nn.Module):
    def forward(self, x):
        return x * torch.sigmoid(x).detach()
