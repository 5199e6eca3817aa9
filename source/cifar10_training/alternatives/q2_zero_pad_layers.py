"""Zeros around by layers of their own.

question: q2_three_ways
fails: none
cell: make_sequential
"""
def make_sequential():
    net = nn.Sequential()
    for before, after, size, pad in ((3, 32, 5, 2), (32, 16, 3, 1)):
        net.append(nn.ZeroPad2d(pad))
        net.append(nn.Conv2d(before, after, size))
        net.append(nn.ReLU())
    return net.extend([nn.Flatten(1), nn.Linear(16 * 32 * 32, 10)])
