"""The number of classes is thought not to matter for the number of parameters.

question: q3_resnet18
fails: test_resnet18_numbers
cell: resnet18_parameters
"""
resnet18_parameters = 11_689_512
resnet18_ten_classes = 11_689_512
resnet18_buffers = 9620
