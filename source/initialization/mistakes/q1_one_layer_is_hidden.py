"""One layer alone counts as a hidden one: it gets the activation, and then the output.

question: q1_predict
fails: test_predict_for_any_layers
also: q4_train
"""
def predict(params, x, activation, output=torch.tanh):
    last = len(params) // 2
    for n in range(1, last + 1):
        x = x @ params[f"W{n}"].T + params[f"b{n}"]
        if n < last or last == 1:
            x = activation(x)
    return output(x)[:, 0]
