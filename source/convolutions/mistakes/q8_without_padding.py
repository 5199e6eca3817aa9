"""The padding is forgotten: 109 places.

question: q8_im2col
fails: test_bytes_of_the_columns
cell: image_bytes
"""
image_bytes = 602112
column_bytes = 6986028
