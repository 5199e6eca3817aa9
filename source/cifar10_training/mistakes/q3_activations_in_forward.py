"""Activations are made anew in each forward pass, so that what they learn is lost.

question: q3_simple_nn
fails: test_simple_network_with_other_activations
cell: SimpleNN
"""
class SimpleNN(nn.Module):
    def __init__(self, batch_norm=False, activation=nn.ReLU):
        super().__init__()
        self.activation = activation
        self.conv1 = nn.Conv2d(3, 8, 5)
        self.conv2 = nn.Conv2d(8, 16, 3)
        self.norm1 = nn.BatchNorm2d(8) if batch_norm else nn.Identity()
        self.norm2 = nn.BatchNorm2d(16) if batch_norm else nn.Identity()
        self.fc1, self.fc2, self.fc3 = nn.Linear(576, 120), nn.Linear(120, 84), nn.Linear(84, 10)

    def forward(self, x):
        x = F.max_pool2d(self.activation()(self.norm1(self.conv1(x))), 2)
        x = F.max_pool2d(self.activation()(self.norm2(self.conv2(x))), 2).flatten(1)
        x = self.activation()(self.fc1(x))
        return self.fc3(self.activation()(self.fc2(x)))
