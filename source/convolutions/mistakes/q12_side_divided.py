"""11 divided by 3.

question: q12_receptive_field
fails: test_two_receptive_fields
cell: threes_for_11
"""
threes_for_11 = 4
field_resnet20 = 81
