"""The columns are believed to be copied for each filter.

question: q8_im2col
fails: test_bytes_of_the_columns
cell: image_bytes
"""
image_bytes = 602112
column_bytes = 472055808
