"""Both numbers by the function.

question: q12_receptive_field
fails: none
cell: threes_for_11
"""
threes_for_11 = next(n for n in range(99) if receptive_field([(3, 1)] * n) == 11)
field_resnet20 = receptive_field([(3, 1)] * 7 + [(3, 2)] + [(3, 1)] * 5 + [(3, 2)] + [(3, 1)] * 5)
