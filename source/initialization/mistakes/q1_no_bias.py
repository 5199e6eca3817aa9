"""The biases are left out.

question: q1_predict
fails: test_predict_by_hand
also: q2_zero_gradients, q4_train
"""
def predict(params, x, activation, output=torch.tanh):
    last = len(params) // 2
    a = x
    for layer in range(1, last + 1):
        z = a @ params[f"W{layer}"].T
        a = activation(z) if layer < last else output(z)
    return a[:, 0]
