"""Labels above 127 do not fit into the bytes that they are kept in.

question: q5_data
fails: test_items_of_pictures
cell: Pictures
"""
class Pictures(Dataset):

    def __init__(self, images, labels, transform):
        self.images, self.labels, self.transform = images, labels.to(torch.int8), transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, i):
        return self.transform(to_pil_image(self.images[i])), int(self.labels[i])
