"""Average pooling, which is not in the list of layers.

id: MN3
question: q2_model
fails: test_only_layers_of_the_list
also: q11_weights
"""
def build_model(p_drop):
    return nn.Sequential(
        nn.Conv2d(1, 32, 3, padding=1),
        nn.BatchNorm2d(32),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3, padding=1),
        nn.BatchNorm2d(64),
        nn.ReLU(),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Dropout(p_drop),
        nn.Linear(64, 10),
    )
