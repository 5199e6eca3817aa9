"""The numbers 60, 0.2 and 12 are written into the formula.

question: q11_schedule
fails: test_learning_rate_warmup, test_learning_rate_cosine
cell: learning_rate
"""
def learning_rate(epoch, epochs=60, peak=0.2, warmup=12):
    if epoch < 12:
        return 0.2 * epoch / 12
    return 0.1 * (1 + math.cos(math.pi * (epoch - 12) / 48))
