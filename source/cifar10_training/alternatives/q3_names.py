"""Layers with names, functions for the rest.

question: q3_simple_nn
fails: none
except: test_plain_weights_fit, test_plain_network_has_learnt, test_plain_network_is_near_the_goal, test_plain_network_reaches_the_goal, test_better_weights_fit, test_better_network_has_learnt, test_better_network_is_near_the_goal, test_better_network_reaches_the_goal
cell: SimpleNN
"""
class SimpleNN(nn.Module):
    def __init__(self, batch_norm=False, activation=nn.ReLU):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, kernel_size=(5, 5))
        self.conv2 = nn.Conv2d(8, 16, kernel_size=3, stride=1, padding="valid")
        self.bn1 = nn.BatchNorm2d(8) if batch_norm else nn.Identity()
        self.bn2 = nn.BatchNorm2d(16) if batch_norm else nn.Identity()
        self.fc1, self.fc2, self.fc3 = nn.Linear(576, 120), nn.Linear(120, 84), nn.Linear(84, 10)
        self.act = activation()

    def forward(self, x):
        x = F.max_pool2d(self.act(self.bn1(self.conv1(x))), 2)
        x = F.max_pool2d(self.act(self.bn2(self.conv2(x))), 2)
        x = torch.flatten(x, start_dim=1)
        x = self.act(self.fc1(x))
        x = self.act(self.fc2(x))
        return self.fc3(x)
