"""The number of layers is found once and kept for the next network.

question: q1_predict
fails: test_predict_for_any_layers
also: q4_train
"""
def predict(params, x, activation, output=torch.tanh):
    if not hasattr(predict, "last"):
        predict.last = len(params) // 2
    for n in range(1, predict.last + 1):
        z = x @ params[f"W{n}"].T + params[f"b{n}"]
        x = activation(z) if n < predict.last else output(z)
    return x[:, 0]
