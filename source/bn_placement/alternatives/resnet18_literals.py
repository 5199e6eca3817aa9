"""The numbers written down.

question: q5_resnet18
fails: none
"""
total = 11689512
layer2_total = 525568
checkpoint_numbers = 11699132
ten_class_total = 11181642
spared_biases = 4800
