"""Numbers are counted, not bytes.

question: q8_im2col
fails: test_bytes_of_the_columns
cell: image_bytes
"""
image_bytes = 150528
column_bytes = 1843968
