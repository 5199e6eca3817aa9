"""Means and deviations in NumPy, without Bessel's correction, gradients with backward hooks; returns arrays.

question: q10_profile
fails: none
cell: depth_profile
"""
import numpy as np


def depth_profile(weights, x, upstream, activation):
    forward, backward = np.zeros(len(weights)), np.zeros(len(weights))
    with torch.enable_grad():
        a = x.detach().clone().requires_grad_()
        for n, W in enumerate(weights):
            a = activation(F.linear(a, W.detach()))
            forward[n] = np.std(a.detach().numpy())
            a.register_hook(lambda g, n=n: backward.__setitem__(n, g.numpy().std()))
        torch.sum(a * upstream).backward()
    return forward.tolist(), backward.tolist()
