"""tanh is the default only in name: the output is a hard tanh.

question: q1_predict
fails: test_predict_by_hand
"""
def predict(params, x, activation, output=F.hardtanh):
    last = len(params) // 2
    a = x
    for layer in range(1, last + 1):
        z = a @ params[f"W{layer}"].T + params[f"b{layer}"]
        a = activation(z) if layer < last else output(z)
    return a[:, 0]
