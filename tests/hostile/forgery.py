"""What a local user can write into Exim's main log, without any privilege: exim logs the directory it
was started in raw, so one whose name holds newlines puts whole lines there (+arguments).

`record` builds what Exim writes; `check_against_exim` runs the real program in the same directories
and compares, where it is installed and we are root."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from harness import Failed, Skipped, message_id

ZONE = -5 * 3600                 # the sample server's stamps
NOW = 1795471022                 # 2026-11-23 16:57:02 there, one second after its last line
LONGEST_NAME, LONGEST_PATH = 255, 4000


def stamp(second):
    import datetime
    zone = datetime.timezone(datetime.timedelta(seconds=ZONE))
    return datetime.datetime.fromtimestamp(second, zone).strftime("%Y-%m-%d %H:%M:%S")


def arguments_of(argv):
    return f" {len(argv)} args: {' '.join(argv)}"


def record(second, directory, argv):
    """The bytes Exim writes for one call."""
    return f"{stamp(second)} cwd={directory}{arguments_of(argv)}\n"


def directories(lines, *, base, first="x", last=None):
    """Spreads forged lines over directory names: every name at most 255 bytes, so each line needs a
    slash of its own. `first`: what the genuine line ends with; `last`: one more forged line, which
    Exim completes with its own " N args: ..."."""
    found, path = [], f"{base}/{first}"
    for line in lines:
        if len(path) + len(line) + 200 > LONGEST_PATH:
            found.append(path + ("\n" + last if last else ""))
            path = f"{base}/{first}"
        path += "\n" + line
    found.append(path + ("\n" + last if last else ""))
    for path in found:
        names = path.split("/")
        if any(len(name.encode()) > LONGEST_NAME for name in names) or "" in names[1:]:
            raise ValueError(f"no such directory can be made: {path[:200]!r}")
    return found


class Forger:
    """Invents lines about a victim, with ids and times that fit."""

    def __init__(self, pid=5000, second=NOW):
        self.pid, self.second, self.count = pid, second, 0

    def next_id(self):
        self.pid += 7
        self.count += 1
        if self.count % 6 == 0:
            self.second += 1
        return message_id(self.second, self.pid, self.count % 40)

    def mailbox(self, login, address, *, finished=False, recipients=60):
        lines = []
        for number in range(recipients):
            identifier = self.next_id()
            at = stamp(self.second)
            lines.append(f"{at} {identifier} <= {login} H=(pc) [{address}] P=esmtpa "
                         f'A=dovecot_plain:{login} S=605 T="Offer 11/2026" for r{number}@bulk{number % 9}.test')
            if finished:
                lines.append(f"{at} {identifier} => r{number}@bulk{number % 9}.test R=outside T=to_outside "
                             f'H=mx [192.0.2.200] C="250 2/0 Ok"')
                lines.append(f"{at} {identifier} Completed")
        return lines

    def script(self, user, directory, *, finished=False, recipients=60):
        lines = []
        for number in range(recipients):
            identifier = self.next_id()
            at = stamp(self.second)
            lines.append(f"{at} cwd={directory} 3 args: /usr/sbin/sendmail -t -i")
            lines.append(f"{at} {identifier} <= {user}@server.hosting.example U={user} P=local S=605 "
                         f'T="Offer 11/2026" for r{number}@bulk{number % 9}.test')
            if finished:
                lines.append(f"{at} {identifier} => r{number}@bulk{number % 9}.test R=outside T=to_outside "
                             f'H=mx [192.0.2.200] C="250 2/0 Ok"')
                lines.append(f"{at} {identifier} Completed")
        return lines

    def relay(self, address, *, finished=False, recipients=60):
        lines = []
        for number in range(recipients):
            identifier = self.next_id()
            at = stamp(self.second)
            lines.append(f"{at} {identifier} <= deal@bulk.test H=(pc) [{address}] P=esmtp S=605 "
                         f'T="Offer 11/2026" for r{number}@bulk{number % 9}.test')
            if finished:
                lines.append(f"{at} {identifier} => r{number}@bulk{number % 9}.test R=outside T=to_outside "
                             f'H=mx [192.0.2.200] C="250 2/0 Ok"')
                lines.append(f"{at} {identifier} Completed")
        return lines

    def refusals(self, address, count=60):
        lines = []
        for number in range(count):
            self.second += number % 3 == 0
            lines.append(f"{stamp(self.second)} H=(a/b) [{address}] F=<x@bulk.test> rejected RCPT "
                         f"<no{number}@lakeside-hotel.example>: No Such User Here")
        return lines

    def failures(self, address, count=60):
        lines = []
        for number in range(count):
            self.second += number % 3 == 0
            user = ("info", "anna", "sales", "admin")[number % 4]
            lines.append(f"{stamp(self.second)} dovecot_login authenticator failed for (a/b) [{address}]: "
                         f"535 Incorrect authentication data (set_id={user}@harbor-tools.example)")
        return lines


# Run by the real Exim's namespace: makes each directory and calls exim there as an ordinary user.
CALLER = """
import json, os, subprocess, sys
for path, argv in json.load(open(sys.argv[1])):
    os.makedirs(path, exist_ok=True)
    os.chdir(path)
    subprocess.run(argv, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
"""

CONFIGURATION = """
primary_hostname = server.hosting.example
spool_directory = {work}/spool
log_file_path = {work}/log/%slog
log_selector = +arguments +subject +received_recipients +incoming_port
keep_environment =
queue_only
begin routers
nothing:
  driver = redirect
  data = :fail: nothing is delivered here
"""


def check_against_exim(made):
    """`made`: [(directory below BASE, argv)]. Raises Failed where the real Exim writes another log."""
    if os.geteuid() != 0 or not all(map(shutil.which, ("exim", "unshare", "setpriv", "python3"))):
        raise Skipped("needs root, exim and unshare")
    if not os.path.isdir("/etc/exim4"):
        raise Skipped("needs Debian's Exim")
    work = pathlib.Path(tempfile.mkdtemp(prefix="forgery-"))
    try:
        os.chmod(work, 0o755)
        for name in ("etc", "spool", "log", "home"):
            (work / name).mkdir(mode=0o755)
        (work / "etc/exim4.conf").write_text(CONFIGURATION.format(work=work))
        (work / "calls").write_text(json.dumps([[f"{work}/home{path}", argv] for path, argv in made]))
        (work / "caller.py").write_text(CALLER)
        shutil.chown(work / "home", 65534, 65534)
        for name in ("spool", "log"):
            shutil.chown(work / name, "Debian-exim", "Debian-exim")
        script = (f"mount --bind {work}/etc /etc/exim4 && exec setpriv --reuid=65534 --regid=65534 "
                  f"--clear-groups -- /usr/bin/python3 {work}/caller.py {work}/calls")
        subprocess.run(["unshare", "--mount", "sh", "-c", script], check=True, timeout=120)
        written = (work / "log/mainlog").read_bytes().decode()
        expected = "".join(record(0, f"{work}/home{path}", argv) for path, argv in made)
        # The genuine stamps are of today; all else is to be the same.
        marker = f" cwd={work}/home"
        strip = lambda text: [part[:-19] for part in text.split(marker)[:-1]] + text.split(marker)[-1:]
        if strip(written) != strip(expected):
            raise Failed(f"Exim writes otherwise: {written[:600]!r} instead of {expected[:600]!r}")
    finally:
        shutil.rmtree(work, ignore_errors=True)
