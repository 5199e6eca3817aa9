"""Outputs are kept away from 1 'for stability'.

question: q1_predict
fails: test_predict_by_hand
also: q4_train
"""
def predict(params, x, activation, output=torch.tanh):
    last = len(params) // 2
    a = x
    for layer in range(1, last + 1):
        z = a @ params[f"W{layer}"].T + params[f"b{layer}"]
        a = activation(z) if layer < last else output(z)
    return a[:, 0].clamp(-0.99, 0.99)
