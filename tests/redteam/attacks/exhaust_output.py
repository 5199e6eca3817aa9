"""Prints a gigabyte in a cell.

class: exhaust
where: end
seconds: 60
"""

line = "x" * 2**20
for _ in range(1024):
    print(line)
