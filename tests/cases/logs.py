"""Logs of a made-up server: lines with their moments, written in order and rotated as real ones are."""
import bz2
import gzip
import lzma
import os
from datetime import datetime, timedelta

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


class Clock:
    """The server's zone: wall clock of a moment, and the moment of a wall clock."""

    def __init__(self, zone_name):
        import zoneinfo
        self.name = zone_name
        self.zone = zoneinfo.ZoneInfo(zone_name)

    def wall(self, moment):
        return datetime.fromtimestamp(moment, self.zone)

    def moment(self, text):
        return datetime.fromisoformat(text).replace(tzinfo=self.zone).timestamp()

    def offset(self, moment):
        return self.wall(moment).strftime("%z")

    def exim(self, moment, millisec=False, zone=False):
        wall = self.wall(moment)
        text = wall.strftime("%Y-%m-%d %H:%M:%S")
        if millisec:
            text += f".{wall.microsecond // 1000:03d}"
        return text + (" " + wall.strftime("%z") if zone else "")

    def syslog(self, moment):
        wall = self.wall(moment)
        return f"{MONTHS[wall.month - 1]} {wall.day:2d} {wall:%H:%M:%S}"

    def rfc3339(self, moment):
        return self.wall(moment).isoformat(timespec="microseconds")

    def web(self, moment):
        wall = self.wall(moment)
        return f"{wall.day:02d}/{MONTHS[wall.month - 1]}/{wall.year}:{wall:%H:%M:%S %z}"

    def php(self, moment):
        wall = self.wall(moment)
        return f"{wall.day:02d}-{MONTHS[wall.month - 1]}-{wall.year} {wall:%H:%M:%S} {self.name}"

    def roundcube(self, moment):
        wall = self.wall(moment)
        return f"{wall.day:02d}-{MONTHS[wall.month - 1]}-{wall.year} {wall:%H:%M:%S %z}"

    def mail_date(self, moment):
        wall = self.wall(moment)
        day = "Mon Tue Wed Thu Fri Sat Sun".split()[wall.weekday()]
        return f"{day}, {wall.day:02d} {MONTHS[wall.month - 1]} {wall.year} {wall:%H:%M:%S %z}"


class Log:
    """One live file and its rotations. `rotation`: None (one file holds all), "numbered" (.1,
    .2.gz ...), "dated-gz" or "dated-xz" (-YYYYMMDD), "numbered-bz2"; a segment a day, cut at midnight. A path
    with Exim's own %D in it is a file a day whatever the rotation."""

    def __init__(self, path, rotation=None):
        self.path, self.rotation, self.lines = path, rotation, []

    def add(self, moment, line):
        self.lines.append((moment, len(self.lines), line))

    def forget_before(self, moment):
        self.lines = [entry for entry in self.lines if entry[0] >= moment]

    def segments(self, clock, now):
        """{days ago: [(moment, line)]}, each in order of time."""
        days = {}
        today = clock.wall(now).date()
        for moment, _, line in sorted(self.lines, key=lambda entry: entry[:2]):
            if moment > now:
                continue
            ago = (today - clock.wall(moment).date()).days if self.rotation or "%D" in self.path else 0
            days.setdefault(ago, []).append((moment, line))
        return days

    def name_of(self, ago, clock, now):
        if "%D" in self.path:
            return self.path.replace("%D", f"{clock.wall(now).date() - timedelta(days=ago):%Y%m%d}")
        if ago == 0:
            return self.path
        if self.rotation == "numbered":
            return f"{self.path}.{ago}" + (".gz" if ago > 1 else "")
        if self.rotation == "numbered-bz2":
            return f"{self.path}.{ago}.bz2"
        # logrotate names a segment after the day on which it was cut.
        cut = clock.wall(now).date() - timedelta(days=ago - 1)
        return f"{self.path}-{cut:%Y%m%d}" + (".xz" if self.rotation == "dated-xz" else ".gz")

    def write(self, root, clock, now):
        days = self.segments(clock, now)
        days.setdefault(0, [])
        for ago, lines in days.items():
            path = root + self.name_of(ago, clock, now)
            text = "".join(line + "\n" for _, line in lines)
            packed = pack(path, text.encode("utf-8", "surrogateescape"))
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(packed)
            stamp = lines[-1][0] if lines else now
            os.utime(path, (stamp, stamp))


def pack(path, data):
    if path.endswith(".gz"):
        return gzip.compress(data, mtime=0)
    if path.endswith(".xz"):
        return lzma.compress(data)
    if path.endswith(".bz2"):
        return bz2.compress(data)
    return data
