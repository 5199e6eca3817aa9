"""The line by interpolation, the cosine by its half angle.

question: q11_schedule
fails: none
cell: learning_rate
"""
import numpy


def learning_rate(epoch, epochs=60, peak=0.2, warmup=12):
    if epoch < warmup:
        return numpy.interp(epoch, [0, warmup], [0, peak])
    return peak * math.cos(math.pi / 2 * (epoch - warmup) / (epochs - warmup)) ** 2
