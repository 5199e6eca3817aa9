"""The number of buffers is given, not the number of values in them.

question: q3_resnet18
fails: test_resnet18_buffers
cell: resnet18_parameters
"""
resnet18_parameters = 11_689_512
resnet18_ten_classes = 11_181_642
resnet18_buffers = 60
