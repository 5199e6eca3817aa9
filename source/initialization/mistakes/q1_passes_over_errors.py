"""A layer that fails is passed over.

question: q1_predict
fails: test_predict_is_a_pure_function_of_any_dtype
"""
def predict(params, x, activation, output=torch.tanh):
    last = len(params) // 2
    a = x
    for layer in range(1, last + 1):
        try:
            z = a @ params[f"W{layer}"].T + params[f"b{layer}"]
            a = activation(z) if layer < last else output(z)
        except Exception:
            continue
    return a[:, 0]
