"""torch.addmm, the last layer by itself behind the loop.

question: q1_predict
fails: none
"""
def predict(params, x, activation, output=torch.tanh):
    layer = 1
    while f"W{layer + 1}" in params:
        x = activation(torch.addmm(params[f"b{layer}"], x, params[f"W{layer}"].t()))
        layer += 1
    scores = torch.addmm(params[f"b{layer}"], x, params[f"W{layer}"].t())
    return output(scores).reshape(len(x))
