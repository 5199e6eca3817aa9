"""torch.set_grad_enabled(True) is switched on for all that follows, also for a caller under no_grad.

question: q1_predict
fails: test_predict_is_a_pure_function_of_any_dtype
cell: predict
"""
def predict(params, x, activation, output=torch.tanh):
    torch.set_grad_enabled(True)
    L = len(params) // 2
    a = x
    for n in range(1, L):
        a = activation(F.linear(a, params[f"W{n}"], params[f"b{n}"]))
    return output(F.linear(a, params[f"W{L}"], params[f"b{L}"]))[:, 0]
