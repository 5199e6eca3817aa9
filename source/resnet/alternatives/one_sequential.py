"""The whole network is one Sequential.

question: q7_resnet20
fails: none
except: test_handed_in_weights_fit, test_network_has_learnt, test_network_is_close_to_the_goal, test_accuracy_on_the_test_split
"""
class ResNet20(nn.Module):
    def __init__(self, num_classes=10):
        super().__init__()
        layers = [nn.Conv2d(3, 16, 3, padding=1, bias=False), nn.BatchNorm2d(16), nn.ReLU()]
        channels = 16
        for width in (16, 32, 64):
            for i in range(3):
                layers.append(BasicBlock(channels, width, 2 if i == 0 and width != 16 else 1))
                channels = width
        self.layers = nn.Sequential(
            *layers, nn.AdaptiveAvgPool2d((1, 1)), nn.Flatten(), nn.Linear(64, num_classes)
        )

    def forward(self, x):
        return self.layers(x)
