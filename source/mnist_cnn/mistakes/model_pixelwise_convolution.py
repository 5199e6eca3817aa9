"""A 1x1 convolution that sees one pixel at a time, in front of a plain MLP.

question: q2_model
fails: test_only_layers_of_the_list
also: q11_weights
"""
def build_model(p_drop):
    return nn.Sequential(
        nn.Conv2d(1, 2, kernel_size=1),
        nn.Flatten(),
        nn.Linear(2 * 28 * 28, 256),
        nn.ReLU(),
        nn.Dropout(p_drop),
        nn.Linear(256, 10),
    )
