"""NaN and infinity become numbers, so a network that has blown up looks healthy.

question: q1_predict
cell: predict
fails: test_predict_for_any_layers
"""
def predict(params, x, activation, output=torch.tanh):
    last = len(params) // 2
    for n in range(1, last + 1):
        z = torch.nan_to_num(x @ params[f"W{n}"].T + params[f"b{n}"])
        x = activation(z) if n < last else output(z)
    return x[:, 0]
