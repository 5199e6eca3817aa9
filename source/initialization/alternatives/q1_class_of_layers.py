"""A class of layers with a forward method, collected by number; einsum.

question: q1_predict
fails: none
"""
class Dense:
    def __init__(self, weight, bias, function):
        self.weight, self.bias, self.function = weight, bias, function

    def forward(self, x):
        return self.function(torch.einsum("nd,ud->nu", x, self.weight) + self.bias)


def predict(params, x, activation, output=torch.tanh):
    numbers = sorted(int(name.removeprefix("W")) for name in params if name.startswith("W"))
    layers = [Dense(params[f"W{n}"], params[f"b{n}"], activation) for n in numbers]
    layers[-1].function = output
    for layer in layers:
        x = layer.forward(x)
    return x.squeeze(-1)
