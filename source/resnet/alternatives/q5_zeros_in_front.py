"""The zero channels come first.

id: E7
question: q5_shortcut
fails: none
except: test_network_has_learnt, test_network_is_close_to_the_goal, test_accuracy_on_the_test_split
"""
def shortcut_a(x, out_channels, stride=1):
    return F.pad(x[:, :, ::stride, ::stride], (0, 0, 0, 0, out_channels - x.shape[1], 0))
