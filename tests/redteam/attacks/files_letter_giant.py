"""Puts a sparse file of a terabyte where a test reads the student's file.

class: files
lab: handed
where: q1_letter
honest: 1
seconds: 30
"""

try:
    with open("letter.txt", "wb") as file:
        file.truncate(2**40)
except OSError:
    with open("letter.txt", "w") as file:
        file.write("short")
