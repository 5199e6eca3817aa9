"""The layers are taken in the order of the dict.

question: q1_predict
fails: test_predict_for_any_layers
"""
def predict(params, x, activation, output=torch.tanh):
    names = [name for name in params if name.startswith("W")]
    for name in names:
        x = x @ params[name].T + params["b" + name[1:]]
        x = output(x) if name == names[-1] else activation(x)
    return x[:, 0]
