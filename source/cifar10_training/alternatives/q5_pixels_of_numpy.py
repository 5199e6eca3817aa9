"""Pictures are made of arrays.

question: q5_data
fails: none
cell: Pictures
"""
class Pictures(Dataset):

    def __init__(self, images, labels, transform):
        self.images, self.labels, self.transform = images, labels, transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, i):
        return self.transform(to_pil_image(self.images[i].permute(1, 2, 0).numpy())), int(self.labels[i])
