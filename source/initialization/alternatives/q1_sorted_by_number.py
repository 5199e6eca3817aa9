"""Sorted by the numbers of the layers.

question: q1_predict
fails: none
"""
def predict(params, x, activation, output=torch.tanh):
    numbers = sorted(int(name[1:]) for name in params if name.startswith("b"))
    *hidden, last = numbers
    signal = x
    for n in hidden:
        signal = activation(torch.einsum("ni,oi->no", signal, params[f"W{n}"]) + params[f"b{n}"])
    return output(torch.addmv(params[f"b{last}"].expand(len(x)), signal, params[f"W{last}"][0]))
