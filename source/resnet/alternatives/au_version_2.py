"""The transforms of torchvision.transforms.v2.

question: q10_transforms
fails: none
"""
from torchvision.transforms import v2

val_transform = v2.Compose([v2.ToImage(), v2.ToDtype(torch.float32, scale=True), v2.Normalize(MEAN, STD)])
train_transform = v2.Compose([v2.RandomHorizontalFlip(0.5), v2.RandomCrop(32, padding=4), val_transform])
