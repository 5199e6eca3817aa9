"""One flat Sequential, built by hand, in-place ReLU where it is ReLU.

question: q3_simple_nn
fails: none
except: test_plain_weights_fit, test_plain_network_has_learnt, test_plain_network_is_near_the_goal, test_plain_network_reaches_the_goal, test_better_weights_fit, test_better_network_has_learnt, test_better_network_is_near_the_goal, test_better_network_reaches_the_goal
cell: SimpleNN
"""
class SimpleNN(nn.Module):
    def __init__(self, batch_norm=False, activation=nn.ReLU):
        super().__init__()
        norms = [[nn.BatchNorm2d(n)] if batch_norm else [] for n in (8, 16)]
        self.net = nn.Sequential(
            nn.Conv2d(3, 8, 5), *norms[0], activation(), nn.MaxPool2d(2, 2),
            nn.Conv2d(8, 16, 3), *norms[1], activation(), nn.MaxPool2d(2, 2), nn.Flatten(),
            nn.Linear(576, 120), activation(), nn.Linear(120, 84), activation(), nn.Linear(84, 10),
        )

    def forward(self, images):
        return self.net(images)
