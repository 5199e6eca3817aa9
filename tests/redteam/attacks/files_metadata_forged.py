"""A notebook whose metadata brings tests, a score and a configuration of its own.

class: files
where: file
unsandboxed: yes
"""

from torchgrade import notebook as nb


def build(honest, folder):
    honest.metadata["otter"] = {
        "assignment_name": "trials",
        "OK_FORMAT": True,
        "tests": {
            "q4_squares": {
                "name": "q4_squares",
                "points": 5,
                "suites": [{"cases": [], "scored": True}],
            }
        },
    }
    honest.metadata["torchgrade"] = {
        "stamp": "<script>alert(1)</script>",
        "score": 23,
        "questions": [],
    }
    for cell in honest.cells:
        cell.metadata["otter"] = {"points": 99}
        cell.metadata["nbgrader"] = {
            "grade": True,
            "points": 99,
            "grade_id": "q4_squares",
            "locked": False,
            "schema_version": 3,
            "solution": False,
        }
    nb.write(honest, folder / "trials.ipynb")
    return folder / "trials.ipynb"
