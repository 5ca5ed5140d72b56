#!/usr/bin/env python3
"""Writes a part of the first page of a print as a small picture: picture.py PDF PNG TOP (in points)."""
import struct
import subprocess
import sys
import zlib

pdf, target, top = sys.argv[1:4]
part = ["-r", "72", "-x", "20", "-y", top, "-W", "560", "-H", "190", "-f", "1", "-l", "1"]
ppm = subprocess.run(["pdftoppm", *part, pdf], capture_output=True, check=True).stdout
width, height = (int(word) for word in ppm.split(None, 3)[1:3])
pixels = ppm[-width * height * 3:]

# Eight greys, and the tint of the chapter's coloured label under black letters: four bits a pixel.
palette = [(grey, grey, grey) for grey in (0, 48, 96, 144, 184, 214, 242, 255)]
palette += [(214, 230, 245), (170, 190, 215), (110, 125, 150), (50, 55, 70)]
nearest = {}


def index(colour):
    if colour not in nearest:
        away = lambda own: sum((one - other) ** 2 for one, other in zip(palette[own], colour))
        nearest[colour] = min(range(len(palette)), key=away)
    return nearest[colour]


rows = []
for row in range(height):
    start = row * width * 3
    line = [index(tuple(pixels[at:at + 3])) for at in range(start, start + width * 3, 3)]
    line += [0] * (width % 2)
    rows.append(b"\0" + bytes(line[at] << 4 | line[at + 1] for at in range(0, len(line), 2)))


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


head = struct.pack(">IIBBBBB", width, height, 4, 3, 0, 0, 0)
colours = b"".join(bytes(colour) for colour in palette)
with open(target, "wb") as png:
    png.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"PLTE", colours))
    png.write(chunk(b"IDAT", zlib.compress(b"".join(rows), 9)) + chunk(b"IEND", b""))
