"""The transforms of torchvision's second version.

question: q5_data
fails: none
cell: val_transform
"""
from torchvision.transforms import v2

val_transform = v2.Compose([v2.ToImage(), v2.ToDtype(torch.float32, scale=True), v2.Normalize(helpers.MEAN, helpers.STD)])
train_transform = v2.Compose([v2.RandomCrop(32, padding=4), v2.RandomHorizontalFlip(0.5), val_transform])
