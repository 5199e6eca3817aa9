"""PIL pictures are made once and handed out again: a transform that draws on them spoils them.

question: q5_data
fails: test_items_of_pictures
cell: Pictures
"""
class Pictures(Dataset):
    def __init__(self, images, labels, transform):
        self.images, self.labels, self.transform = [to_pil_image(i) for i in images], labels, transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, i):
        return self.transform(self.images[i]), int(self.labels[i])
