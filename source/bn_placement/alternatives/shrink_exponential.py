"""The exponential function, rounded as one would write it down.

question: q14_shrink
fails: none
"""
gamma_left = 0.33
harmless = frozenset("abf")
