"""Recursive.

question: q1_predict
fails: none
"""
def predict(params, x, activation, output=torch.tanh, layer=1):
    z = torch.matmul(x, params[f"W{layer}"].t()).add(params[f"b{layer}"])
    if f"W{layer + 1}" not in params:
        return output(z).reshape(len(x))
    return predict(params, activation(z), activation, output, layer + 1)
