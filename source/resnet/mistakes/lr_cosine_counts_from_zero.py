"""After the warm-up the cosine is read at epoch / epochs, so the rate jumps.

question: q11_schedule
fails: test_schedules_start_and_peak, test_learning_rate_cosine
cell: learning_rate
"""
def learning_rate(epoch, epochs=60, peak=0.2, warmup=12):
    if epoch < warmup:
        return peak * epoch / warmup
    return peak * 0.5 * (1 + math.cos(math.pi * epoch / epochs))
