"""A subclass of nn.Module with a forward of its own, not a Sequential.

id: MN6
question: q2_model
fails: test_only_layers_of_the_list
also: q11_weights
"""
class Net(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 16, 3, padding=1)
        self.bn1 = nn.BatchNorm2d(16)
        self.conv2 = nn.Conv2d(16, 32, 3, padding=1)
        self.bn2 = nn.BatchNorm2d(32)
        self.dropout = nn.Dropout(p_drop)
        self.fc1 = nn.Linear(32 * 7 * 7, 128)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, x):
        x = nn.functional.max_pool2d(self.bn1(self.conv1(x)).relu(), 2)
        x = nn.functional.max_pool2d(self.bn2(self.conv2(x)).relu(), 2)
        x = self.fc1(self.dropout(x.flatten(1))).relu()
        return self.fc2(self.dropout(x))


def build_model(p_drop):
    return Net(p_drop)
