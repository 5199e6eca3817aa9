"""The old last layer is not taken away.

question: q5_resnet18
fails: test_resnet18_ten_classes
"""
total = 11689512
layer2_total = 525568
checkpoint_numbers = 11699132
ten_class_total = 11694642
spared_biases = 4800
