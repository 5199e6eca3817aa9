"""With F.linear.

question: q1_predict
fails: none
"""
def predict(params, x, activation, output=torch.tanh):
    layers = len([name for name in params if name[0] == "W"])
    for n in range(1, layers):
        x = activation(F.linear(x, params[f"W{n}"], params[f"b{n}"]))
    return output(F.linear(x, params[f"W{layers}"], params[f"b{layers}"])).squeeze(1)
