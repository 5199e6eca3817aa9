"""The 1x1 convolutions of the shortcuts are forgotten in the sum over the table of layers.

id: E-c
question: q3_resnet18
fails: test_resnet18_numbers
cell: resnet18_parameters
"""
resnet18_parameters = 11_689_512 - 8_448 - 33_280 - 132_096
resnet18_ten_classes = 11_181_642
resnet18_buffers = 9620
