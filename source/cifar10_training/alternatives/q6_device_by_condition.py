"""With an if, and the device of the first entry of the state.

question: q6_start
fails: none
cell: pick_device
"""
def pick_device(has_gpu):
    if has_gpu:
        return torch.device("cuda", 0)
    return torch.device("cpu")


def scores_on(net, images):
    where = next(iter(net.state_dict().values())).device
    return net.forward(images.to(device=where, non_blocking=True))
