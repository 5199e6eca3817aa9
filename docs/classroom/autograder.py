"""Points of a lab's public tests for Classroom 50: writes result.json into the student's checkout.

Beside this file lie the release's notebook, with the public tests in it, and the release's other
files. Hidden tests have no place here: what lies beside it, everybody can read.
"""

import json
import os
import subprocess
import sys
import tempfile
import zipfile
from datetime import datetime, timezone
from pathlib import Path

HERE = Path(__file__).parent
TORCHGRADE = "torchgrade[grade]"  # or the name of a wheel that lies beside this file
INDEX = "https://download.pytorch.org/whl/cpu"


def install() -> None:
    """Install torchgrade, with PyTorch's build for CPUs."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, "torch", "torchvision", "--index-url", INDEX], check=True)
    subprocess.run([*pip, TORCHGRADE], check=True, cwd=HERE)


def autograder(release: Path, path: Path) -> None:
    """Write an autograder of the tests that a release has, in otter's form."""
    otter = json.loads(release.read_text("utf-8"))["metadata"]["otter"]
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("otter_config.json", json.dumps({"assignment_name": otter["assignment_name"]}))
        for name, test in otter["tests"].items():
            made.writestr(f"tests/{name}.py", test)
        for file in sorted(HERE.rglob("*")):
            if file.is_file() and file not in (release, Path(__file__)) and file.suffix != ".whl":
                made.write(file, f"files/{file.relative_to(HERE)}")


def grade(release: Path, submission: Path, out: Path) -> dict:
    """Return the grade of a notebook, as grades.json has it."""
    autograder(release, out / "public.zip")
    command = ["grade", "--autograder", out / "public.zip", submission, "--out", out / "grades"]
    subprocess.run([sys.executable, "-m", "torchgrade", *command], check=True)
    [found] = json.loads((out / "grades" / "grades.json").read_text("utf-8"))["grades"]
    return found


def tests_of(found: dict) -> list[dict]:
    """Return a row for each question, in whole numbers: hundredths where there are half points."""
    if found["status"] != "graded":
        why = found["message"] or found["status"]
        return [{"test-name": why, "passed": False, "score": 0, "max-score": 1}]
    asked = [question for question in found["questions"] if question["cases"]]
    points = [question[key] for question in asked for key in ("score", "max_score")]
    scale = 1 if all(float(number).is_integer() for number in points) else 100
    return [
        {
            "test-name": question["name"],
            "passed": all(case["status"] == "passed" for case in question["cases"]),
            "score": round(scale * question["score"]),
            "max-score": round(scale * question["max_score"]),
        }
        for question in asked
    ]


def result(found: dict) -> dict:
    """Return a grade as Classroom 50 reads it."""
    tests = tests_of(found)
    now = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {
        "schema": "classroom50/result/v1",
        "classroom": os.environ["CLASSROOM"],
        "assignment": os.environ["ASSIGNMENT"],
        "submission": os.environ["SUBMISSION_TAG"],
        "commit": os.environ["COMMIT_URL"],
        "release": os.environ["RELEASE_URL"],
        "review": os.environ.get("REVIEW_URL") or os.environ["COMMIT_URL"],
        "datetime": now,
        "score": sum(test["score"] for test in tests),
        "max-score": sum(test["max-score"] for test in tests),
        "tests": tests,
    }


if __name__ == "__main__":
    [notebook] = HERE.glob("*.ipynb")
    install()
    with tempfile.TemporaryDirectory() as folder:
        graded = grade(notebook, Path(notebook.name), Path(folder))
    Path("result.json").write_text(json.dumps(result(graded), indent=2), "utf-8")
