"""Found by simulation.

question: q6_correction
fails: none
"""
m = v = 0.0
lengths = []
for _ in range(100):
    m, v = 0.9 * m + 0.1 * 3, 0.999 * v + 0.001 * 9
    lengths.append(0.1 * m / v**0.5)
first_corrected = 0.1
first_uncorrected = lengths[0]
guess = "too short"
longest = 1 + max(range(100), key=lengths.__getitem__)
