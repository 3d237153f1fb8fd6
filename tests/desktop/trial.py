"""The arguments of the trials that make referrals in the window."""

import argparse
import tempfile
from pathlib import Path

from screen import DEFAULT_SIZE, window_size


def arguments(criteria, name, description):
    """The arguments of a trial that makes a referral for each indication."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path)
    parser.add_argument("--cli", type=Path)
    ids = [indication["id"] for indication in criteria.indications]
    parser.add_argument("--only", action="append", choices=ids)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--size", type=window_size, default=DEFAULT_SIZE)
    given = parser.parse_args()
    given.program = given.program.resolve()
    given.cli = (given.cli or given.program.with_name("wgs-referral-cli")).resolve()
    given.keep = (given.keep or Path(tempfile.mkdtemp(prefix=f"wgs-{name}-"))).resolve()
    given.keep.mkdir(parents=True, exist_ok=True)
    given.only = given.only or ids
    return given
