"""Prints the version of a Windows program, such as 0.1.0.0, by which Windows decides which of two files is the newer one.

Usage: file_version.py PROGRAM
"""

import struct
import sys

# What a version resource begins with (VS_FIXEDFILEINFO): its signature and the version of its own layout.
SIGNATURE = struct.pack("<II", 0xFEEF04BD, 0x00010000)

with open(sys.argv[1], "rb") as file:
    program = file.read()
if program.count(SIGNATURE) != 1:
    sys.exit(f"{sys.argv[1]} has no version, or several")
at = program.index(SIGNATURE) + len(SIGNATURE)
high, low = struct.unpack_from("<II", program, at)
print(high >> 16, high & 0xFFFF, low >> 16, low & 0xFFFF, sep=".")
