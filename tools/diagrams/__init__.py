"""Draw the diagrams of pages, with boxes and arrows: the order of labs, and who hands what to whom.

    python -m tools.diagrams

The order of labs is read from the table in docs/course.md. A test compares the pictures in
docs/images with those drawn here.
"""

from __future__ import annotations

from tools.diagrams import courses, grades, machines

__all__ = ["DIAGRAMS"]

DIAGRAMS = {
    "authoring.svg": courses.authoring,
    "cluster.svg": machines.cluster,
    "containers.svg": machines.containers,
    "gpu.svg": grades.gpu,
    "gradescope.svg": machines.gradescope,
    "importing.svg": courses.importing,
    "inbox.svg": grades.inbox,
    "instructor.svg": courses.instructor,
    "labs.svg": courses.labs,
    "marks.svg": grades.marking,
    "otter.svg": machines.otter,
    "outbox.svg": grades.outbox,
    "plugins.svg": machines.plugins,
    "regrading.svg": grades.regrading,
    "student.svg": courses.student,
    "walls.svg": machines.walls,
    "weights.svg": courses.weights,
}
