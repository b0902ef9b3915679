"""Other shapes of the same logs: each function writes a Log as `Log.write` does."""
import os
import random
import zlib

from logs import pack

OTHER_SERVICES = ("CRON[4711]: pam_unix(cron:session): session opened for user root(uid=0) by (uid=0)",
                  "sshd[991]: Received disconnect from 192.0.2.250 port 55012:11: disconnected by user",
                  "postfix/smtpd[1201]: connect from unknown[192.0.2.251]",
                  "spamd[771]: spamd: result: . -1 - BAYES_00 scantime=0.3,size=2044,user=nobody",
                  "systemd[1]: Started Daily apt download activities.")


def write_lines(root, path, lines, ending="\n", last="\n"):
    """`lines`: (moment, text), in order."""
    whole = root + path
    os.makedirs(os.path.dirname(whole), exist_ok=True)
    text = ending.join(line for _, line in lines) + (last if lines else "")
    with open(whole, "wb") as file:
        file.write(pack(whole, text.encode("utf-8", "surrogateescape")))
    if lines:
        os.utime(whole, (lines[-1][0], lines[-1][0]))


def in_order(log, now):
    return [(moment, line) for moment, _, line in sorted(log.lines, key=lambda entry: entry[:2]) if moment <= now]


def cut_anywhere(log, root, clock, now):
    """Logs are cut at any line: five pieces, each packed in another way."""
    if "%D" in log.path:
        return ORDINARY(log, root, clock, now)
    lines = in_order(log, now)
    chance = random.Random(zlib.crc32(log.path.encode()))
    cuts = sorted(chance.randrange(len(lines) + 1) for _ in range(4))
    pieces = [lines[start:end] for start, end in zip([0] + cuts, cuts + [len(lines)])]
    for number, piece in enumerate(reversed(pieces)):
        write_lines(root, log.path + ("", ".1", ".2.gz", ".3.xz", ".4.bz2")[number], piece)


def one_file(log, root, clock, now):
    """Nothing ever rotated the logs."""
    if "%D" in log.path:
        return ORDINARY(log, root, clock, now)
    write_lines(root, log.path, in_order(log, now))


def carriage_returns(log, root, clock, now):
    """Lines end as on Windows: the logs were copied by way of it."""
    write_days(log, root, clock, now, "\r\n", "\r\n")


def unfinished(log, root, clock, now):
    """The last line of each file has no end."""
    write_days(log, root, clock, now, "\n", "")


def write_days(log, root, clock, now, ending, last):
    days = log.segments(clock, now)
    days.setdefault(0, [])
    for ago, lines in days.items():
        write_lines(root, log.name_of(ago, clock, now), lines, ending, last)


def among_others(log, root, clock, now):
    """Other services write to the same log."""
    if log.path.rpartition("/")[2] in ("maillog", "mail.log", "cron", "cron.log"):
        chance = random.Random(zlib.crc32(log.path.encode()))
        for moment, _, line in list(log.lines):
            if chance.random() < 0.3:
                log.add(moment, f"{clock.syslog(moment)} server {chance.choice(OTHER_SERVICES)}")
    return ORDINARY(log, root, clock, now)


def overlapping(log, root, clock, now):
    """Each piece begins with the last lines of the one before: a copy taken while logs were rotated."""
    days = log.segments(clock, now)
    days.setdefault(0, [])
    for ago, lines in days.items():
        before = days.get(ago + 1, [])[-40:] if "%D" not in log.path else []
        write_lines(root, log.name_of(ago, clock, now), before + lines)


from logs import Log                    # noqa: E402
ORDINARY = Log.write
SHAPES = {"cut-anywhere": cut_anywhere, "one-file": one_file, "carriage-returns": carriage_returns, "unfinished": unfinished,
          "among-others": among_others, "overlapping": overlapping}
