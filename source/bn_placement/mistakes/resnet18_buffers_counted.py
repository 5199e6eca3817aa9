"""The total is taken from the state_dict and so includes the buffers.

id: E-c
question: q5_resnet18
fails: test_resnet18_total
"""
total = 11699132
layer2_total = 525568
checkpoint_numbers = 11699132
ten_class_total = 11181642
spared_biases = 4800
