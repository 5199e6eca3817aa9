"""The parameters of all modules are added up, each level of nesting again.

id: E-c
question: q5_resnet18
fails: test_resnet18_total
"""
total = 45886800
layer2_total = 525568
checkpoint_numbers = 11699132
ten_class_total = 11181642
spared_biases = 4800
