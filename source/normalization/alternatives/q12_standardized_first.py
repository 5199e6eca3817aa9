"""Standardizes the rows first, with the function of question 2.

question: q12_noise
fails: none
cell: noise_of_means
"""
def noise_of_means(x, size):
    count = len(x) // size
    rows = x[: count * size]
    rows = rows[:, rows.std(0, unbiased=False) > 0]
    x_hat, _, _ = standardize(rows, 0, 0.0)
    return x_hat.unflatten(0, (count, size)).mean(1).pow(2).mean().sqrt()
