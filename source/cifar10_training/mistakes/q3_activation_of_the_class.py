"""The activation is kept with the class: the network made last decides for all.

question: q3_simple_nn
fails: test_simple_network_with_other_activations
cell: SimpleNN
"""
class SimpleNN(nn.Module):
    def __init__(self, batch_norm=False, activation=nn.ReLU):
        super().__init__()
        SimpleNN.act = activation
        self.conv1, self.conv2 = nn.Conv2d(3, 8, 5), nn.Conv2d(8, 16, 3)
        self.bn1, self.bn2 = (nn.BatchNorm2d(8), nn.BatchNorm2d(16)) if batch_norm else (nn.Identity(), nn.Identity())
        self.fc1, self.fc2, self.fc3 = (nn.Linear(a, b) for a, b in ((576, 120), (120, 84), (84, 10)))

    def forward(self, x):
        act = SimpleNN.act()
        x = F.max_pool2d(act(self.bn1(self.conv1(x))), 2)
        x = F.max_pool2d(act(self.bn2(self.conv2(x))), 2).flatten(1)
        return self.fc3(act(self.fc2(act(self.fc1(x)))))
