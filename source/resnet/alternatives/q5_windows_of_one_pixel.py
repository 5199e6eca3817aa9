"""Windows of one pixel by unfold, then constant_pad_nd.

question: q5_shortcut
fails: none
except: test_network_has_learnt, test_network_is_close_to_the_goal, test_accuracy_on_the_test_split
cell: shortcut_a
"""
def shortcut_a(x, out_channels, stride=1):
    pixels = x.unfold(2, 1, stride).unfold(3, 1, stride)[..., 0, 0]
    more = out_channels - x.size(1)
    return torch.constant_pad_nd(pixels, [0, 0, 0, 0, more // 2, more - more // 2])
