"""The formula in place of a measurement.

question: q12_noise
fails: test_noise_by_hand
cell: noise_of_means
"""
def noise_of_means(x, size):
    return size**-0.5
