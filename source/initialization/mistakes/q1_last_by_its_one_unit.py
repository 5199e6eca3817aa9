"""The last layer is known by its single unit, as if no hidden layer could have one.

question: q1_predict
fails: test_predict_for_any_layers
"""
def predict(params, x, activation, output=torch.tanh):
    n = 1
    while f"W{n}" in params:
        x = x @ params[f"W{n}"].T + params[f"b{n}"]
        x = output(x) if params[f"W{n}"].shape[0] == 1 else activation(x)
        n += 1
    return x[:, 0]
