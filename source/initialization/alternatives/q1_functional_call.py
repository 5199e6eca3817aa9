"""An nn.Sequential on the device meta, called with the parameters through torch.func.functional_call.

question: q1_predict
fails: none
cell: predict
"""
from torch.func import functional_call


class _Function(nn.Module):
    def __init__(self, f):
        super().__init__()
        self.f = f

    def forward(self, x):
        return self.f(x)


def predict(params, x, activation, output=torch.tanh):
    L = max(int(name[1:]) for name in params)
    net, state = nn.Sequential(), {}
    for n in range(1, L + 1):
        W = params[f"W{n}"]
        net.append(nn.Linear(W.shape[1], W.shape[0], device="meta"))
        net.append(_Function(activation if n < L else output))
        state[f"{2 * n - 2}.weight"], state[f"{2 * n - 2}.bias"] = W, params[f"b{n}"]
    return functional_call(net, state, (x,)).ravel()
