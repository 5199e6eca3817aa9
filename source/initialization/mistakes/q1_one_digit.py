"""Only the last character of a name is read: layer 10 is layer 0.

question: q1_predict
fails: test_predict_for_any_layers
"""
def predict(params, x, activation, output=torch.tanh):
    last = max(int(name[-1]) for name in params)
    for layer in range(1, last + 1):
        z = x @ params[f"W{layer}"].T + params[f"b{layer}"]
        x = activation(z) if layer < last else output(z)
    return x[:, 0]
