"""The running means and variances are counted, the 20 counters of batches are not.

question: q5_resnet18
fails: test_resnet18_checkpoint
"""
total = 11689512
layer2_total = 525568
checkpoint_numbers = 11699112
ten_class_total = 11181642
spared_biases = 4800
