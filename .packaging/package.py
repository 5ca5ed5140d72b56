#!/usr/bin/env python3
"""A wheel and an npm package around a binary that is built already.

    python3 .packaging/package.py target/release/shien --out target/packages
    python3 .packaging/package.py shien.exe --target x86_64-pc-windows-msvc --out target/packages

The packages hold the program, its licences and nothing that runs at installation. For Linux the oldest glibc that the
binary can run on is read from the binary itself, so that pip and npm refuse it on a system that is older. Nothing but
Python 3.11 is needed; the same binary gives the same bytes.
"""

import argparse
import base64
import gzip
import hashlib
import io
import json
import re
import stat
import subprocess
import tarfile
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LICENCES = [
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "src/font/OFL-BIZUDGothic.txt",
    "src/font/OFL-NotoSansJP.txt",
    "src/font/OFL-ShienSymbols.txt",
]
# The first moment that a zip file can tell.
EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Platform:
    """What pip and npm call a machine."""

    wheel: str
    os: str
    cpu: str
    libc: str | None = None

    @property
    def program(self) -> str:
        return "shien.exe" if self.os == "win32" else "shien"


def platform_of(target: str, binary: Path) -> Platform:
    """The platform of a Rust target."""
    machine = target.split("-")[0]
    cpu = {"x86_64": "x64", "aarch64": "arm64"}[machine]
    if "windows" in target:
        return Platform({"x64": "win_amd64", "arm64": "win_arm64"}[cpu], "win32", cpu)
    if "darwin" in target:
        return Platform({"x64": "macosx_10_12_x86_64", "arm64": "macosx_11_0_arm64"}[cpu], "darwin", cpu)
    if "musl" in target:
        # Linked with all it needs, it runs beside any glibc too.
        return Platform(f"manylinux_2_17_{machine}.musllinux_1_1_{machine}", "linux", cpu)
    major, minor = oldest_glibc(binary)
    return Platform(f"manylinux_{major}_{minor}_{machine}", "linux", cpu, "glibc")


def oldest_glibc(binary: Path) -> tuple[int, int]:
    """The newest symbol version that the binary asks for; pip knows no tag below 2.5."""
    versions = re.findall(rb"GLIBC_(\d+)\.(\d+)", binary.read_bytes())
    return max([(2, 17), *((int(major), int(minor)) for major, minor in versions)])


def host() -> str:
    """The target of this machine's compiler, where there is one; else what Python says."""
    try:
        said = subprocess.run(["rustc", "-vV"], capture_output=True, text=True, check=True).stdout
        return re.search(r"^host: (.+)$", said, re.M).group(1)
    except (OSError, subprocess.CalledProcessError):
        import platform

        machine = {"AMD64": "x86_64", "arm64": "aarch64"}.get(platform.machine(), platform.machine())
        system = {"Windows": "pc-windows-msvc", "Darwin": "apple-darwin"}.get(platform.system(), "unknown-linux-gnu")
        return f"{machine}-{system}"


def manifest() -> dict:
    return tomllib.loads((ROOT / "Cargo.toml").read_text(encoding="utf-8"))["package"]


def wheel(binary: Path, platform: Platform, out: Path) -> Path:
    package = manifest()
    name = f"{package['name']}-{package['version']}"
    info = f"{name}.dist-info"
    readme = (ROOT / "README.ja.md").read_text(encoding="utf-8")
    metadata = "\n".join([
        "Metadata-Version: 2.4",
        f"Name: {package['name']}",
        f"Version: {package['version']}",
        f"Summary: {package['description']}",
        f"License-Expression: ({package['license']}) AND OFL-1.1",
        *(f"License-File: {Path(path).name}" for path in LICENCES),
        "Requires-Python: >=3.8",
        "Description-Content-Type: text/markdown",
        "",
        readme,
    ])
    tags = "".join(f"Tag: py3-none-{tag}\n" for tag in platform.wheel.split("."))
    files = [(f"{name}.data/scripts/{platform.program}", binary.read_bytes(), 0o755)]
    files += [(f"{info}/licenses/{Path(path).name}", (ROOT / path).read_bytes(), 0o644) for path in LICENCES]
    files += [
        (f"{info}/METADATA", metadata.encode(), 0o644),
        (f"{info}/WHEEL", f"Wheel-Version: 1.0\nGenerator: shien\nRoot-Is-Purelib: false\n{tags}".encode(), 0o644),
    ]
    files.append((f"{info}/RECORD", record(files, f"{info}/RECORD").encode(), 0o644))
    place = out / f"{name}-py3-none-{platform.wheel}.whl"
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data, mode in files:
            entry = zipfile.ZipInfo(path, EPOCH)
            entry.create_system = 3
            entry.external_attr = (stat.S_IFREG | mode) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return place


def record(files: list, own: str) -> str:
    """Every file with its hash and length, as pip compares them."""
    def line(path: str, data: bytes) -> str:
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        return f"{path},sha256={digest},{len(data)}\n"

    return "".join(line(path, data) for path, data, _ in files) + f"{own},,\n"


def npm(binary: Path, platform: Platform, out: Path) -> Path:
    package = manifest()
    described = {
        "name": package["name"],
        "version": package["version"],
        "description": package["description"],
        "license": f"({package['license']}) AND OFL-1.1",
        "bin": {"shien": f"bin/{platform.program}"},
        "os": [platform.os],
        "cpu": [platform.cpu],
        **({"libc": [platform.libc]} if platform.libc else {}),
    }
    files = [
        ("package.json", (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode(), 0o644),
        (f"bin/{platform.program}", binary.read_bytes(), 0o755),
        ("README.md", (ROOT / "README.ja.md").read_bytes(), 0o644),
        *((Path(path).name, (ROOT / path).read_bytes(), 0o644) for path in LICENCES),
    ]
    place = out / f"{package['name']}-{package['version']}-npm-{platform.os}-{platform.cpu}.tgz"
    with open(place, "wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as packed:
        with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as archive:
            for path, data, mode in files:
                entry = tarfile.TarInfo(f"package/{path}")
                entry.size, entry.mode, entry.mtime = len(data), mode, 0
                archive.addfile(entry, io.BytesIO(data))
    return place


def main() -> None:
    parser = argparse.ArgumentParser(description="A wheel and an npm package around a binary that is built already.")
    parser.add_argument("binary", type=Path)
    parser.add_argument("--target", help="the Rust target of the binary (this machine's where none is given)")
    parser.add_argument("--out", type=Path, default=ROOT / "target/packages")
    arguments = parser.parse_args()
    platform = platform_of(arguments.target or host(), arguments.binary)
    arguments.out.mkdir(parents=True, exist_ok=True)
    for make in (wheel, npm):
        place = make(arguments.binary, platform, arguments.out)
        print(f"{place}  {place.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
