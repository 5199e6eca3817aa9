"""The transform is kept with the class: the data set made last decides for all.

question: q5_data
fails: test_items_of_pictures
cell: Pictures
"""
class Pictures(Dataset):
    def __init__(self, images, labels, transform):
        self.images, self.labels = images, labels
        Pictures.transform = staticmethod(transform)

    def __len__(self):
        return len(self.images)

    def __getitem__(self, i):
        return Pictures.transform(to_pil_image(self.images[i])), int(self.labels[i])
