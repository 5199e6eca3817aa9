"""Every second image is mirrored, one after the other.

question: q10_transforms
fails: test_train_transform_follows_the_global_seed
"""
class Alternating:
    def __init__(self):
        self.count = 0

    def __call__(self, image):
        self.count += 1
        return transforms.functional.hflip(image) if self.count % 2 else image


train_transform = transforms.Compose([
    transforms.RandomCrop(32, padding=4),
    Alternating(),
    transforms.ToTensor(),
    transforms.Normalize(MEAN, STD),
])
val_transform = transforms.Compose([transforms.ToTensor(), transforms.Normalize(MEAN, STD)])
