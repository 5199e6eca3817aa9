"""No output is believed to see more than the image.

question: q12_receptive_field
fails: test_two_receptive_fields
cell: threes_for_11
"""
threes_for_11 = 5
field_resnet20 = 32
