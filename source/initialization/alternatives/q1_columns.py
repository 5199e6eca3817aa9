"""Examples as columns, as in many textbooks: W @ a + b.

question: q1_predict
cell: predict
fails: none
"""
def predict(params, x, activation, output=torch.tanh):
    a, count = x.mT, sum(name[0] == "b" for name in params)
    for n in range(1, count):
        a = activation(torch.einsum("oi,in->on", params[f"W{n}"], a) + params[f"b{n}"][:, None])
    return output(params[f"W{count}"] @ a + params[f"b{count}"].unsqueeze(-1)).reshape(-1)
