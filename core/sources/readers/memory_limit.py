"""How much memory the child process may still take, once it is known how much there is in a file.

Text that is stored once and meant half a million times, or a cell a million rows below the table, asks for gigabytes
out of a file of some kilobytes: a reader then has to fail at once, and not after filling four gigabytes.
"""

RUIMTE, KEER = 512 << 20, 8  # bytes beside what is there already, and for every unpacked byte (measured: at most 3)


def lower(uitgepakt: int) -> None:
    """Lowers the limit on address space to what a file of `uitgepakt` bytes can need. Only in a process that has such a
    limit: the child."""
    try:
        import resource

        zacht, hard = resource.getrlimit(resource.RLIMIT_AS)
        with open("/proc/self/statm", encoding="ascii") as stand:
            al = int(stand.read().split()[0]) * resource.getpagesize()
    except (ImportError, OSError):  # Windows, macOS: the parent watches
        return
    if zacht != resource.RLIM_INFINITY:
        resource.setrlimit(resource.RLIMIT_AS, (min(zacht, al + RUIMTE + KEER * uitgepakt), hard))
