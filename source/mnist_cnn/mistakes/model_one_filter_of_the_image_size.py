"""A linear layer in the guise of a convolution: its filters are as large as the image.

question: q2_model
fails: test_only_layers_of_the_list
also: q11_weights
"""
def build_model(p_drop):
    return nn.Sequential(
        nn.Conv2d(1, 256, kernel_size=28),
        nn.ReLU(),
        nn.Flatten(),
        nn.Dropout(p_drop),
        nn.Linear(256, 10),
    )
