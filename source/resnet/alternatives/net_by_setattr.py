"""Blocks as attributes with numbers, put one behind the other by functools.reduce; flatten and mean.

question: q7_resnet20
fails: none
except: test_handed_in_weights_fit, test_network_has_learnt, test_network_is_close_to_the_goal, test_accuracy_on_the_test_split
cell: ResNet20
"""
import functools


class ResNet20(nn.Module):
    def __init__(self, num_classes=10):
        super().__init__()
        plan = [(3, 16, 1)] + [(16, 16, 1)] * 3 + [(16, 32, 2)] + [(32, 32, 1)] * 2 + [(32, 64, 2)] + [(64, 64, 1)] * 2
        for i, (a, b, s) in enumerate(plan):
            part = BasicBlock(a, b, s) if i else nn.Sequential(nn.Conv2d(a, b, 3, s, 1, bias=False), nn.BatchNorm2d(b), nn.ReLU(True))
            setattr(self, f"part{i}", part)
        self.parts = len(plan)
        self.out = nn.Linear(in_features=64, out_features=num_classes)

    def forward(self, x):
        maps = functools.reduce(lambda value, i: getattr(self, f"part{i}")(value), range(self.parts), x)
        return self.out(torch.flatten(maps, 2).mean(-1))
