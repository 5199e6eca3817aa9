"""PIL pictures from arrays, kept as NumPy.

question: q5_data
fails: none
cell: Pictures
"""
from PIL import Image


class Pictures(Dataset):
    def __init__(self, images, labels, transform):
        self.data = images.permute(0, 2, 3, 1).numpy()
        self.targets = [int(label) for label in labels]
        self.transform = transform

    def __len__(self):
        return self.data.shape[0]

    def __getitem__(self, index):
        picture = Image.fromarray(self.data[index])
        return (self.transform(picture), self.targets[index])
