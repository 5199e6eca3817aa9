"""Layers by setattr, pooling by functions.

question: q3_simple_nn
fails: none
except: test_plain_weights_fit, test_plain_network_has_learnt, test_plain_network_is_near_the_goal, test_plain_network_reaches_the_goal, test_better_weights_fit, test_better_network_has_learnt, test_better_network_is_near_the_goal, test_better_network_reaches_the_goal
cell: SimpleNN
"""
class SimpleNN(nn.Module):
    def __init__(self, batch_norm=False, activation=nn.ReLU):
        super(SimpleNN, self).__init__()
        self.convs = nn.ModuleList([nn.Conv2d(3, 8, 5), nn.Conv2d(8, 16, kernel_size=(3, 3))])
        self.norms = nn.ModuleList([nn.BatchNorm2d(8), nn.BatchNorm2d(16)]) if batch_norm else [nn.Identity()] * 2
        self.acts = nn.ModuleDict({f"a{i}": activation() for i in range(4)})
        for i, (a, b) in enumerate([(576, 120), (120, 84), (84, 10)]):
            setattr(self, f"fc{i}", nn.Linear(a, b))

    def forward(self, x):
        for i in (0, 1):
            x = self.acts[f"a{i}"](self.norms[i](self.convs[i](x)))
            x = F.adaptive_max_pool2d(x, x.shape[-1] // 2)
        x = torch.flatten(x, start_dim=1)
        x = self.acts["a2"](self.fc0(x))
        return self.fc2(self.acts["a3"](self.fc1(x)))
