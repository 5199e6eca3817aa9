"""Layers are reset once more, and kept by name.

question: q3_simple_nn
fails: none
except: test_plain_weights_fit, test_plain_network_has_learnt, test_plain_network_is_near_the_goal, test_plain_network_reaches_the_goal, test_better_weights_fit, test_better_network_has_learnt, test_better_network_is_near_the_goal, test_better_network_reaches_the_goal
cell: SimpleNN
"""
class SimpleNN(nn.Module):
    def __init__(self, batch_norm=False, activation=nn.ReLU):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(3, 8, 5), nn.Conv2d(8, 16, 3)
        self.norm1 = nn.BatchNorm2d(8) if batch_norm else None
        self.norm2 = nn.BatchNorm2d(16) if batch_norm else None
        self.pool, self.flatten = nn.MaxPool2d(kernel_size=2, stride=2), nn.Flatten()
        self.fc1, self.fc2, self.fc3 = nn.Linear(576, 120), nn.Linear(120, 84), nn.Linear(84, 10)
        self.act1, self.act2, self.act3, self.act4 = (activation() for _ in range(4))
        for layer in (self.conv1, self.conv2, self.fc1, self.fc2, self.fc3):
            layer.reset_parameters()

    def forward(self, x):
        x = self.conv1(x)
        if self.norm1 is not None:
            x = self.norm1(x)
        x = self.pool(self.act1(x))
        x = self.conv2(x)
        if self.norm2 is not None:
            x = self.norm2(x)
        x = self.flatten(self.pool(self.act2(x)))
        x = self.act3(self.fc1(x))
        return self.fc3(self.act4(self.fc2(x)))
