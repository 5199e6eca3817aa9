"""The network is written out for three layers.

question: q6_propagate
fails: test_scaled_training_pass, test_plain_training_pass, test_test_pass_has_no_dropout
"""
def propagate(x, layers, p, mode, scaled):
    (w1, b1), (w2, b2), (w3, b3) = layers
    means = []
    for w, b in ((w1, b1), (w2, b2)):
        x, _ = dropout_forward(torch.relu(x @ w + b), {"mode": mode, "p": p})
        x = x * p if mode == "train" and not scaled else x
        means.append(x.mean().item())
    return means, x @ w3 + b3
