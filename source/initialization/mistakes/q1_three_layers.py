"""Three layers are taken for granted.

question: q1_predict
fails: test_predict_by_hand
also: q4_train
"""
def predict(params, x, activation, output=torch.tanh):
    a1 = activation(x @ params["W1"].T + params["b1"])
    a2 = activation(a1 @ params["W2"].T + params["b2"])
    return output(a2 @ params["W3"].T + params["b3"])[:, 0]
