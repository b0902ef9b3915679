"""Older log segments, made of the honest phases of this capture.

Daemons cannot be made to live two weeks in six minutes, so the lines they really wrote in the
honest phases are repeated under earlier dates: 1 to 14 days back, the newsletter's only 7 and 14
days back. Nothing but time changes: the date of each line, and the part of each Exim message id
that tells the second of its arrival. The segments are named as logrotate's dateext names them.
"""
import gzip
import json
import re
import sys
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/New_York")
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
MESSAGE_ID = re.compile(rb"(?<![0-9A-Za-z-])(E?)([0-9A-Za-z]{6})(-[0-9A-Za-z]{6}-[0-9A-Za-z]{2})(?![0-9A-Za-z])")
DAYS, NEWSLETTER_DAYS = range(14, 0, -1), (7, 14)
# How each log writes its time: what to find, how to read and write it.
STAMPS = {
    "exim": (re.compile(rb"(?m)^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"), "%Y-%m-%d %H:%M:%S"),
    "syslog": (re.compile(rb"(?m)^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d"), "%b %d %H:%M:%S"),
    "access": (re.compile(rb"(?<=\[)\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}(?=\])"), "%d/%b/%Y:%H:%M:%S %z"),
    "php": (re.compile(rb"(?m)(?<=^\[)\d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d:\d\d"), "%d-%b-%Y %H:%M:%S"),
}


def to_number(text):
    value = 0
    for letter in text:
        value = value * 62 + DIGITS.index(chr(letter))
    return value


def to_text(value):
    letters = []
    for _ in range(6):
        value, digit = divmod(value, 62)
        letters.append(DIGITS[digit])
    return "".join(reversed(letters)).encode()


class Shift:
    """Moves lines of one capture back by whole days of local time."""

    def __init__(self, days, began, ended):
        self.days, self.began, self.ended = days, int(began) - 5, int(ended) + 5

    def seconds_at(self, moment):
        """Whole days of the clock on the wall, so an hour more or less across a change of it."""
        there = (moment.replace(tzinfo=None) - timedelta(days=self.days)).replace(tzinfo=ZONE)
        return moment.timestamp() - there.timestamp()

    def message_id(self, found):
        second = to_number(found[2])
        if not self.began <= second <= self.ended:
            return found[0]
        back = self.seconds_at(datetime.fromtimestamp(second, ZONE))
        return found[1] + to_text(second - int(back)) + found[3]

    def stamp(self, kind, found):
        form, text = STAMPS[kind][1], found[0].decode()
        if kind == "access":
            moment = datetime.strptime(text, form).astimezone(ZONE)
            return (moment - timedelta(days=self.days)).strftime(form).encode()
        if kind == "syslog":
            moment = datetime.strptime(f"{datetime.fromtimestamp(self.began, ZONE).year} {text}", f"%Y {form}")
            there = moment - timedelta(days=self.days)
            return f"{there:%b} {there.day:2d} {there:%H:%M:%S}".encode()
        return (datetime.strptime(text, form) - timedelta(days=self.days)).strftime(form).encode()

    def apply(self, kind, lines):
        lines = MESSAGE_ID.sub(self.message_id, lines)
        return STAMPS[kind][0].sub(lambda found: self.stamp(kind, found), lines)


def kind_of(path):
    if "/domlogs/" in path:
        return "access"
    if path.endswith("php_mail.log"):
        return "php"
    return "syslog" if path.endswith("maillog") else "exim"


def segment(kind, quiet, newsletter, days, record):
    parts = []
    for day in days:
        shift = Shift(day, record["began"], record["ended"])
        parts.append(shift.apply(kind, quiet + newsletter if day in NEWSLETTER_DAYS else quiet))
    return b"".join(parts)


def write_history(tree, path, record):
    """Two weekly segments: the older one compressed, the newer one not yet (delaycompress)."""
    marks, kind = record["marks"], kind_of(path)
    log = tree / path.lstrip("/")
    if not log.exists():
        return
    whole = log.read_bytes()
    start, middle, end = (marks[phase].get(path, 0) for phase in ("start", "quiet", "newsletter"))
    quiet, newsletter = whole[start:middle], whole[middle:end]
    today = datetime.fromtimestamp(record["began"], ZONE)
    for days, rotated, packed in ((DAYS[:7], today - timedelta(days=7), True), (DAYS[7:], today, False)):
        text = segment(kind, quiet, newsletter, days, record)
        if not text:
            continue
        target = log.with_name(f"{log.name}-{rotated:%Y%m%d}" + (".gz" if packed else ""))
        target.write_bytes(gzip.compress(text, mtime=0) if packed else text)


def main(out):
    record = json.loads(Path(out, "record.json").read_text())
    for path in record["marks"]["newsletter"]:
        write_history(Path(out, "sample-server"), path, record)


if __name__ == "__main__":
    main(sys.argv[1])
