"""The output in place of the columns.

question: q8_im2col
fails: test_bytes_of_the_columns
cell: image_bytes
"""
image_bytes = 602112
column_bytes = 3211264
