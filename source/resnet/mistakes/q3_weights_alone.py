"""Four bytes for each parameter: only what the file of weights takes.

question: q3_resnet18
fails: test_resnet18_bytes
cell: resnet18_bytes
"""
from torchvision.models import resnet18

resnet18_bytes = 4 * total_parameters(resnet18(weights=None, num_classes=10))
