"""activation and output see one row at a time (a function of the whole tensor, such as one that standardizes a batch, gives others).

question: q1_predict
fails: none
cell: predict
"""
def predict(params, x, activation, output=torch.tanh):
    L = len(params) // 2
    result = []
    for row in x:
        a = row
        for n in range(1, L):
            a = activation(params[f"W{n}"] @ a + params[f"b{n}"])
        result.append(output(params[f"W{L}"] @ a + params[f"b{L}"]))
    return torch.cat(result)
