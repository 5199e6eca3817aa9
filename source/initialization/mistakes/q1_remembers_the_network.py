"""The outputs are kept for a dict and its input, so a network that was trained on in place still says what it said at first.

question: q1_predict
cell: predict
fails: test_predict_is_a_pure_function_of_any_dtype
also: q4_train
"""
KNOWN = {}


def predict(params, x, activation, output=torch.tanh):
    key = (id(params), id(x), activation, output)
    if key not in KNOWN:
        a, last = x, len(params) // 2
        for n in range(1, last + 1):
            z = a @ params[f"W{n}"].T + params[f"b{n}"]
            a = activation(z) if n < last else output(z)
        KNOWN[key] = (a[:, 0], params, x)
    return KNOWN[key][0]
