"""The layers are folded by functools.reduce, with F.linear.

question: q1_predict
cell: predict
fails: none
"""
def predict(params, x, activation, output=torch.tanh):
    from functools import reduce

    count = max(int(name[1:]) for name in params)
    functions = [activation] * (count - 1) + [output]
    step = lambda a, layer: layer[1](F.linear(a, params[f"W{layer[0]}"], params[f"b{layer[0]}"]))
    return reduce(step, enumerate(functions, 1), x).squeeze(1)
