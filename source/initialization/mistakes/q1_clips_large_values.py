"""Pre-activations are kept within -50 and 50, "so that nothing overflows".

question: q1_predict
cell: predict
fails: test_predict_for_any_layers
also: q4_train
"""
def predict(params, x, activation, output=torch.tanh):
    last = len(params) // 2
    for n in range(1, last + 1):
        z = (x @ params[f"W{n}"].T + params[f"b{n}"]).clamp(-50, 50)
        x = activation(z) if n < last else output(z)
    return x[:, 0]
