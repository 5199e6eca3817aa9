"""The convolution and the batch norm in the shortcut of layer2 are forgotten.

id: E-c
question: q5_resnet18
fails: test_resnet18_layer2
"""
total = 11689512
layer2_total = 517120
checkpoint_numbers = 11699132
ten_class_total = 11181642
spared_biases = 4800
