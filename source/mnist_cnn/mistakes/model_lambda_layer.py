"""A function wrapped in a class of one's own stands in for Flatten.

id: MN5
question: q2_model
fails: test_only_layers_of_the_list
also: q11_weights
"""
class Lambda(nn.Module):
    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, x):
        return self.function(x)


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
        Lambda(lambda x: x.reshape(len(x), -1)),
        nn.Dropout(p_drop),
        nn.Linear(32 * 7 * 7, 128),
        nn.ReLU(),
        nn.Dropout(p_drop),
        nn.Linear(128, 10),
    )
