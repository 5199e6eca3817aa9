"""A checkpoint is believed to hold parameters only.

question: q5_resnet18
fails: test_resnet18_checkpoint
"""
total = 11689512
layer2_total = 525568
checkpoint_numbers = 11689512
ten_class_total = 11181642
spared_biases = 4800
