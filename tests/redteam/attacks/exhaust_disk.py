"""Writes eight gigabytes into its folder, and a sparse file of a terabyte.

class: exhaust
where: end
seconds: 60
"""

try:
    with open("sparse", "wb") as file:
        file.truncate(2**40)
except OSError:
    pass
for number in range(16):
    with open(f"large{number}", "wb") as file:
        for _ in range(8):
            file.write(b"\xaa" * 2**26)
