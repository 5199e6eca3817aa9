"""An lru_cache over pictures.

question: q5_data
fails: test_items_of_pictures
cell: Pictures
"""
import functools
class Pictures(Dataset):
    def __init__(self, images, labels, transform):
        self.images, self.labels, self.transform = images, labels, transform

    def __len__(self):
        return len(self.images)

    @functools.lru_cache(maxsize=None)
    def picture(self, i):
        return to_pil_image(self.images[i])

    def __getitem__(self, i):
        return self.transform(self.picture(int(i))), int(self.labels[i])
