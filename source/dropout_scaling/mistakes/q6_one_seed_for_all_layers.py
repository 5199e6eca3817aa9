"""A fixed seed hides in the dict that all layers share.

question: q6_propagate
fails: test_scaled_training_pass, test_plain_training_pass, test_means_are_taken_after_dropout
"""
def propagate(x, layers, p, mode, scaled):
    means = []
    param = {"mode": mode, "p": p, "seed": int(torch.randint(0, 10**6, ()))}
    for w, b in layers[:-1]:
        x, _ = dropout_forward(torch.relu(x @ w + b), param)
        x = x * p if mode == "train" and not scaled else x
        means.append(x.mean().item())
    w, b = layers[-1]
    return means, x @ w + b
