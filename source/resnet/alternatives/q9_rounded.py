"""Rounded to whole images, a list of letters, a NumPy number.

question: q9_before_training
fails: none
"""
import numpy

steps = numpy.ceil(45_000 / 128) * 60
untouched_images = 278
surface = list("ca")
