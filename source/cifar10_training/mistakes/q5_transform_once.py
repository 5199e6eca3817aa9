"""All pictures are transformed once, when the data set is made.

question: q5_data
fails: test_items_of_pictures
cell: Pictures
"""
class Pictures(Dataset):
    def __init__(self, images, labels, transform):
        self.labels = labels
        self.images = [transform(to_pil_image(image)) for image in images]

    def __len__(self):
        return len(self.images)

    def __getitem__(self, i):
        return self.images[i], int(self.labels[i])
