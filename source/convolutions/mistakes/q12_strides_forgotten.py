"""The strides are forgotten.

question: q12_receptive_field
fails: test_two_receptive_fields
cell: threes_for_11
"""
threes_for_11 = 5
field_resnet20 = 39
