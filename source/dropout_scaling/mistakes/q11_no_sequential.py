"""A class of one's own, where a nn.Sequential was asked for.

question: q11_network
fails: test_network_has_the_right_size
"""
class Net(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        self.fc1, self.d1 = nn.Linear(784, 256), InvertedDropout(p_drop)
        self.fc2, self.d2 = nn.Linear(256, 256), InvertedDropout(p_drop)
        self.fc3 = nn.Linear(256, 10)

    def forward(self, x):
        x = self.d1(F.relu(self.fc1(x.flatten(1))))
        return self.fc3(self.d2(F.relu(self.fc2(x))))


def build_net(p_drop):
    return Net(p_drop)
