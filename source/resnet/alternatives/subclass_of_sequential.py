"""A subclass of nn.Sequential.

question: q7_resnet20
fails: none
except: test_handed_in_weights_fit, test_network_has_learnt, test_network_is_close_to_the_goal, test_accuracy_on_the_test_split
"""
class ResNet20(nn.Sequential):
    def __init__(self, num_classes=10):
        widths = [16, 16, 16, 16, 32, 32, 32, 64, 64, 64]
        blocks = [BasicBlock(a, b, stride=b // a) for a, b in zip(widths, widths[1:])]
        stem = [nn.Conv2d(3, 16, 3, padding=1, bias=False), nn.BatchNorm2d(16), nn.ReLU(inplace=True)]
        super().__init__(*stem, *blocks, nn.AvgPool2d(8), nn.Flatten(), nn.Linear(64, num_classes))
