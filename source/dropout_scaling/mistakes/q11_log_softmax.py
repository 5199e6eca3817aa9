"""A log-softmax behind the scores, as for nll_loss.

question: q11_network
fails: test_network_in_eval_mode
"""
def build_net(p_drop):
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 256), nn.ReLU(), InvertedDropout(p_drop), nn.Linear(256, 256), nn.ReLU(), InvertedDropout(p_drop), nn.Linear(256, 10), nn.LogSoftmax(1))
