#!/usr/bin/env python3
"""Small servers as seeds of whole_server_fuzz: of a case's tree what a scan reads, each log cut down to its last
lines, in one text.

    tests/cases/run_cases.py --keep FOLDER [NAMES...]
    tests/fuzz/server_seeds.py FOLDER [NAMES...]       # all that were kept, where none is named
    tests/fuzz/server_seeds.py --to OTHER --bytes 20000 --copies 5 FOLDER

Most cases need more of their logs than a seed of this repository should hold before a scan names anybody: for a long
run, 20,000 bytes are enough for nearly all.
"""
import argparse
import bz2
import gzip
import json
import lzma
import pathlib
import re

SEEDS = pathlib.Path(__file__).resolve().parent / "seeds/whole_server"
PACKED = {".gz": gzip.decompress, ".xz": lzma.decompress, ".bz2": bz2.decompress}
ID = re.compile(rb"\b[0-9A-Za-z]{6}-[0-9A-Za-z]{6,11}-[0-9A-Za-z]{2,4}\b")
LEFT_OUT = ("etc/localtime", "usr/share/zoneinfo")  # binary, and as long as all the rest


def is_log(path):
    return "log" in path and not path.startswith(("etc/", "home/")) or path.endswith((".log", "_log"))


def last_lines(data, most):
    lines = data.splitlines(keepends=True)
    kept, size = [], 0
    for line in reversed(lines):
        size += len(line)
        if size > most and kept:
            break
        kept.append(line)
    return b"".join(reversed(kept))


def main_log_part(data, wanted, most):
    """The lines of some of the queue's messages, and the last ones."""
    lines = data.splitlines(keepends=True)
    named = [line for line in lines if set(ID.findall(line)) & wanted]
    return b"".join(named)[:most] + last_lines(data, most)


def files_of(tree, most):
    """`most`: bytes of the main log, a third of another."""
    queued = sorted(path.name[:-2].encode() for path in tree.glob("var/spool/exim*/input/**/*-H"))
    wanted = set(queued[:1] + queued[-max(most // 1200, 2):])
    newest_old = {}  # log without its ending → its newest older segment
    for path in sorted(tree.rglob("*")):
        if old := re.fullmatch(r"(.+)-\d{8}(\.\w+)?", path.name):
            newest_old[path.with_name(old[1])] = path
    for path in sorted(tree.rglob("*")):
        name = str(path.relative_to(tree))
        if path.is_symlink() or not path.is_file() or name.startswith(LEFT_OUT):
            continue
        if "/input/" in name:
            if name.endswith("-D") or path.name[:-2].encode() not in wanted:
                continue
        data = path.read_bytes()
        is_old = path.suffix in PACKED or re.search(r"-\d{8}$|\.\d+$", name)
        if is_old and path not in newest_old.values():
            continue
        if path.suffix in PACKED:
            data, name = PACKED[path.suffix](data), name.removesuffix(path.suffix)
        if is_old:
            data = last_lines(data, most // 4)
        elif "mainlog" in name:
            data = main_log_part(data, wanted, most)
        elif is_log(name):
            data = last_lines(data, most // 3)
        yield name, data[:most * 2]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to", type=pathlib.Path, default=SEEDS)
    parser.add_argument("--bytes", type=int, default=2500)
    parser.add_argument("--copies", type=int, default=8)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    options.to.mkdir(parents=True, exist_ok=True)
    for expected in sorted(options.folder.glob("*.expect.json")):
        name = expected.name.removesuffix(".expect.json")
        if options.names and name not in options.names:
            continue
        now = int(json.loads(expected.read_text())["now"])
        text = f"{now} {options.copies}\n".encode()
        for path, data in files_of(options.folder / name, options.bytes):
            text += f"@ {path}\n".encode() + data + (b"" if data.endswith(b"\n") else b"\n")
        (options.to / name).write_bytes(text)


if __name__ == "__main__":
    main()
