"""Moments by NumPy over the two outcomes.

question: q3_variance
fails: none
"""
_a, _w = np.array([0.0, 4.0]), np.array([0.4, 0.6])
var_plain = np.average((_a - np.average(_a, weights=_w)) ** 2, weights=_w)
var_inverted = np.cov(_a / 0.6, aweights=_w, ddof=0)
