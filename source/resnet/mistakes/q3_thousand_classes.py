"""The network is made with the 1000 classes of ImageNet.

question: q3_resnet18
fails: test_resnet18_bytes
cell: resnet18_bytes
"""
from torchvision.models import resnet18

resnet18_bytes = training_bytes(resnet18(weights=None))
