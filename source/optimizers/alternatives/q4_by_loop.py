"""Found by simulating AdaGrad and RMSProp.

question: q4_adagrad
fails: none
"""
def simulate(gradients, average):
    c, lengths = 0.0, []
    for g in gradients:
        c = 0.9 * c + 0.1 * g * g if average else c + g * g
        lengths.append(0.1 * g / c**0.5)
    return lengths


constant = simulate([2.0] * 10_000, average=False)
adagrad_1, adagrad_25, adagrad_10000 = constant[0], constant[24], constant[-1]
rmsprop_limit = simulate([2.0] * 1000, average=True)[-1]
adagrad_shock = simulate([10.0] * 100 + [0.1], average=False)[-1]
rmsprop_shock = simulate([10.0] * 100 + [0.1] * 1000, average=True)[-1]
