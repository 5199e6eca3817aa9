"""With unfold and NumPy.

question: q12_noise
fails: none
cell: noise_of_means
"""
def noise_of_means(x, size):
    import numpy as np
    a = np.asarray(x.detach().double())
    k = a.shape[0] // size
    a = a[: k * size]
    a = a[:, a.max(0) > a.min(0)]
    means = np.stack([part.mean(0) for part in np.split(a, k)])
    return float(np.sqrt((((means - a.mean(0)) / a.std(0)) ** 2).mean()))
