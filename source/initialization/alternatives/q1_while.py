"""A while loop, columns for rows.

question: q1_predict
fails: none
"""
def predict(params, x, activation, output=torch.tanh):
    a, n = x.T, 1
    while f"W{n}" in params:
        f = activation if f"W{n + 1}" in params else output
        a = f(params[f"W{n}"] @ a + params[f"b{n}"].unsqueeze(1))
        n += 1
    return a.flatten()
