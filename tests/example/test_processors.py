"""The bytes of the generator do not depend on what the processor can do."""

import hashlib
import os
import subprocess
import sys

import pytest
from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

from tests.example.conftest import VANDAAG

SWITCHABLE = [f for f in __cpu_dispatch__ if __cpu_features__.get(f)]
WIDE = [f for f in SWITCHABLE if "512" in f or f == "X86_V4"]
# Beside numpy itself: the maths library of Linux and Arrow choose by the processor too.
NARROW = {"ARROW_USER_SIMD_LEVEL": "NONE", "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4,-AVX512F"}
SETTINGS = {"without AVX-512": (WIDE, {}), "without AVX2 and FMA either": (SWITCHABLE, NARROW)}
MAKE = """
import datetime, sys
from pathlib import Path
from core.example import make
make(Path(sys.argv[1]), regio="alle", vandaag=datetime.date.fromisoformat(sys.argv[2]))
make(Path(sys.argv[1]) / "excel", regio="zou", seed=3, xlsx=True, vandaag=datetime.date.fromisoformat(sys.argv[2]))
"""


def digests(map_) -> dict[str, str]:
    return {
        str(p.relative_to(map_)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(map_.rglob("*"))
        if p.is_file()
    }


def made(map_, features, environment) -> dict[str, str]:
    env = os.environ | environment | {"NPY_DISABLE_CPU_FEATURES": " ".join(features)}
    subprocess.run([sys.executable, "-W", "error", "-c", MAKE, str(map_), VANDAAG.isoformat()], env=env, check=True)
    return digests(map_)


@pytest.fixture(scope="module")
def as_it_is(tmp_path_factory):
    return made(tmp_path_factory.mktemp("as_it_is"), (), {})


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_same_bytes_on_a_processor_that_can_do_less(as_it_is, tmp_path, setting):
    features, environment = SETTINGS[setting]
    if not features:
        pytest.skip(f"this processor has nothing to switch off for '{setting}'")
    assert len(as_it_is) > 9
    assert made(tmp_path, features, environment) == as_it_is
