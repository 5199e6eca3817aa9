"""The bias is added to the caller's input: x changes in place.

question: q1_predict
fails: test_predict_by_hand, test_predict_is_a_pure_function_of_any_dtype
also: q2_zero_gradients, q4_train
"""
def predict(params, x, activation, output=torch.tanh):
    last = len(params) // 2
    a = x.mul_(1.0).add_(1e-3)
    for layer in range(1, last + 1):
        z = a @ params[f"W{layer}"].T + params[f"b{layer}"]
        a = activation(z) if layer < last else output(z)
    return a[:, 0]
