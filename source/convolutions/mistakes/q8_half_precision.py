"""Two bytes for a number.

question: q8_im2col
fails: test_bytes_of_the_columns
cell: image_bytes
"""
image_bytes = 301056
column_bytes = 3687936
