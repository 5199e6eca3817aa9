"""Half of the zero channels in front, half behind.

id: E7
question: q5_shortcut
fails: none
except: test_network_has_learnt, test_network_is_close_to_the_goal, test_accuracy_on_the_test_split
"""
def shortcut_a(x, out_channels, stride=1):
    missing = out_channels - x.shape[1]
    return F.pad(x[..., ::stride, ::stride], (0, 0, 0, 0, missing // 2, missing - missing // 2))
