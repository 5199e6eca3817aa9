"""Rounded to three decimals, a set from a string.

question: q9_before_training
fails: none
"""
chance_loss = 2.303
softmax_floor = 1.461
surface = set("ca")
