"""requires_grad_() on the caller's tensors, so that "autograd can go through it".

question: q1_predict
fails: test_predict_is_a_pure_function_of_any_dtype
cell: predict
"""
def predict(params, x, activation, output=torch.tanh):
    for p in params.values():
        p.requires_grad_(True)
    L = len(params) // 2
    a = x
    for n in range(1, L):
        a = activation(a @ params[f"W{n}"].T + params[f"b{n}"])
    return output(a @ params[f"W{L}"].T + params[f"b{L}"])[:, 0]
