"""What reading a zip raises that is damaged, or made as no program of ours reads it."""

import zipfile
import zlib

try:
    from lzma import LZMAError
except ImportError:  # a Python that was built without: it refuses such a zip itself
    LZMAError = zlib.error

# ValueError: a name that is no text. An OSError without a number is bz2's word for damage; one with a number is the
# disk's own.
BESCHADIGD = (zipfile.BadZipFile, zlib.error, LZMAError, NotImplementedError, EOFError, ValueError)


def is_damaged(fout: Exception) -> bool:
    """Whether the zip is at fault, and not the disk that it is on or goes to."""
    return isinstance(fout, BESCHADIGD) or (isinstance(fout, OSError) and fout.errno is None)
