"""One comprehension with a power of a bool.

question: q7b_repair
fails: none
"""
def repair(layers, p):
    return [(w.clone() * p ** (i > 0), b.clone()) for i, (w, b) in enumerate(layers)]
