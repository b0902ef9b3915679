#!/usr/bin/env python3
"""The smallest sound files of systemd's journal, as seeds of journal_file_fuzz: one value of
SYSLOG_IDENTIFIER, two entries; with lists of 8 bytes an offset, and of 4.

    tests/fuzz/journal_seeds.py
"""
import struct
from pathlib import Path

SEEDS = Path(__file__).resolve().parent / "seeds/journal_file"
HEADER, OBJECT = 272, 16
DATA, FIELD, ENTRY, FIELD_TABLE, ARRAY = 1, 2, 3, 5, 6


class File:
    def __init__(self, is_compact):
        self.compact, self.bytes = is_compact, bytearray(HEADER)

    def add(self, kind, body):
        """The offset of a new object."""
        self.bytes += bytes(-len(self.bytes) % 8)
        at = len(self.bytes)
        self.bytes += struct.pack("<BB6xQ", kind, 0, OBJECT + len(body)) + body
        return at

    def put(self, at, number):
        self.bytes[at:at + 8] = struct.pack("<Q", number)

    def data(self, text, next_of_field=0):
        return self.add(DATA, struct.pack("<6Q", 0, 0, next_of_field, 0, 0, 0) + bytes(8 if self.compact else 0) + text)

    def entry(self, realtime, data):
        items = b"".join(struct.pack("<I", at) if self.compact else struct.pack("<2Q", at, 0) for at in data)
        return self.add(ENTRY, struct.pack("<3Q16xQ", 1, realtime, 1, 0) + items)

    def array(self, entries):
        return self.add(ARRAY, struct.pack("<Q", 0) + b"".join(struct.pack("<I" if self.compact else "<Q", at) for at in entries))


def build(is_compact):
    file = File(is_compact)
    table = file.add(FIELD_TABLE, bytes(3 * 16))
    other = file.data(b"SYSLOG_IDENTIFIER=kernel")
    program = file.data(b"SYSLOG_IDENTIFIER=dovecot", other)
    field = file.add(FIELD, struct.pack("<3Q", 0, 0, program) + b"SYSLOG_IDENTIFIER")
    shared = [program] + [file.data(text) for text in (b"_HOSTNAME=mx", b"_PID=7", b"_UID=0")]
    entries = [file.entry(1_764_183_600_000_000 + i, [*shared, file.data(b"MESSAGE=imap-login: Login: user=<a@b>, rip=192.0.2.%d" % i)])
               for i in range(3)]
    array = file.array(entries[1:])
    file.bytes[:16] = b"LPKSHHRH" + struct.pack("<II", 0, 16 if is_compact else 0)
    file.put(88, HEADER)
    file.put(120, table + OBJECT)
    file.put(128, 3 * 16)
    file.put(152, len(entries))
    file.put(table + OBJECT + 16, field)
    file.put(program + 40, entries[0])
    file.put(program + 48, array)
    file.put(program + 56, len(entries))
    return bytes(file.bytes)


SEEDS.mkdir(parents=True, exist_ok=True)
(SEEDS / "regular").write_bytes(build(False))
(SEEDS / "compact").write_bytes(build(True))
