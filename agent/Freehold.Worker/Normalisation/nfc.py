"""Writes nfc.bin, the table behind NormalFormC.cs, from Python's copy of the Unicode character database.

Three sections, each a little-endian count and entries of 32-bit numbers:
combining classes (code point, class), canonical decompositions (code point, first, second or 0),
compositions (first, second, composed). Hangul is computed, not listed.
"""

import struct
import sys
import unicodedata

everything = [chr(point) for point in range(0x110000) if not 0xD800 <= point <= 0xDFFF]
classes = [(ord(c), unicodedata.combining(c)) for c in everything if unicodedata.combining(c)]
decompositions = []
compositions = []
for c in everything:
    mapping = unicodedata.decomposition(c)
    if not mapping or mapping.startswith("<"):
        continue
    parts = [int(part, 16) for part in mapping.split()]
    decompositions.append((ord(c), parts[0], parts[1] if len(parts) > 1 else 0))
    if len(parts) == 2 and unicodedata.normalize("NFC", c) == c:
        compositions.append((parts[0], parts[1], ord(c)))

with open(sys.argv[1], "wb") as table:
    for section in (classes, decompositions, compositions):
        table.write(struct.pack("<i", len(section)))
        for entry in section:
            table.write(struct.pack(f"<{len(entry)}i", *entry))
