"""What refusing a bad file may cost: 150 MB of the process that serves others. A file that never ends is stopped by the
limit on the processor time of the reader, and then says so instead of its own reason."""

import resource

GROEI = 150 << 20


def eigen_top() -> int:
    """The most memory this process ever had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def top_van_kinderen() -> int:
    """The same of the largest child that it waited for."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
