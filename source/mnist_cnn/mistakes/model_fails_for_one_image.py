"""Batch norm on maps of one pixel: a training batch of one image raises an error (the text: any N).

question: q2_model
fails: test_any_number_of_images
also: q11_weights
"""
def build_model(p_drop):
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1), nn.BatchNorm2d(32), nn.ReLU(), nn.MaxPool2d(14), nn.BatchNorm2d(32),
        nn.Flatten(), nn.Dropout(p_drop), nn.Linear(32, 128), nn.ReLU(), nn.Dropout(p_drop), nn.Linear(128, 10),
    )
