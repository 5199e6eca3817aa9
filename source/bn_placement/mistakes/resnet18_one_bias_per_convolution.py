"""A convolution is believed to have a single bias.

question: q5_resnet18
fails: test_resnet18_spared_biases
"""
total = 11689512
layer2_total = 525568
checkpoint_numbers = 11699132
ten_class_total = 11181642
spared_biases = 20
