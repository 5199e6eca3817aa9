"""view(-1, 576), as in PyTorch's first tutorial: it wants maps that lie in memory in their order.

question: q3_simple_nn
fails: none
except: test_plain_weights_fit, test_plain_network_has_learnt, test_plain_network_is_near_the_goal, test_plain_network_reaches_the_goal, test_better_weights_fit, test_better_network_has_learnt, test_better_network_is_near_the_goal, test_better_network_reaches_the_goal
cell: SimpleNN
"""
class SimpleNN(nn.Module):
    def __init__(self, batch_norm=False, activation=nn.ReLU):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(3, 8, 5), nn.Conv2d(8, 16, 3)
        self.bn1 = nn.BatchNorm2d(8) if batch_norm else nn.Identity()
        self.bn2 = nn.BatchNorm2d(16) if batch_norm else nn.Identity()
        self.acts = nn.ModuleList(activation() for _ in range(4))
        self.pool = nn.MaxPool2d(2, 2)
        self.fc1, self.fc2, self.fc3 = nn.Linear(576, 120), nn.Linear(120, 84), nn.Linear(84, 10)

    def forward(self, x):
        x = self.pool(self.acts[0](self.bn1(self.conv1(x))))
        x = self.pool(self.acts[1](self.bn2(self.conv2(x))))
        x = x.view(-1, 16 * 6 * 6)
        x = self.acts[3](self.fc2(self.acts[2](self.fc1(x))))
        return self.fc3(x)
