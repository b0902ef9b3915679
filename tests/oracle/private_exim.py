"""A real Exim of one's own, for tests that change a queue: private mount, pid and network namespaces, a
configuration, spool and log of its own at the usual places, and the rest of the world as SMTP servers in
Python. Everything ends with the process.

    private_exim.enter(__file__)       at the start: re-executes the script inside; 77 where that cannot be
"""
import collections
import hashlib
import os
import re
import shutil
import socket
import socketserver
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("QUEUEHOUND", str(REPO / "build/release/queuehound"))
ACTIONS = os.path.join(os.environ.get("QUEUEHOUND_ORACLES", str(REPO / "build/release/oracle")), "oracle_one_action")
EXIM = "/usr/sbin/exim4"
SPOOL = Path("/var/spool/exim4")
STATE = Path("/var/lib/queuehound")
LOG = Path("/var/log/exim4")
SINK_PORT, SLOW_PORT = 2526, 2527
CONFIGURATION = """
primary_hostname = mail.hosting.example
domainlist local_domains = hosting.example
log_file_path = /var/log/exim4/%slog
keep_environment =
split_spool_directory = {split}
acl_smtp_rcpt = accept
queue_run_max = 4
remote_max_parallel = 1
begin routers
sink:
  driver = manualroute
  domains = sink.example
  route_list = * 127.0.0.1
  transport = sink
  self = send
slow:
  driver = manualroute
  domains = slow.example
  route_list = * 127.0.0.1
  transport = slow
  self = send
begin transports
sink:
  driver = smtp
  port = 2526
  allow_localhost
slow:
  driver = smtp
  port = 2527
  allow_localhost
begin retry
* * F,1h,1m
"""
ENTRY = re.compile(r"^ *\d+[mhd] +[\d.]+[KM]? +(\S+) <")
RESULTS = collections.Counter()


def check(claim, found, wanted=True):
    agrees = found == wanted
    print(f"{'ok  ' if agrees else 'FAIL'} {claim}" + ("" if agrees else f": {found!r:.600}, expected {wanted!r:.600}"), flush=True)
    RESULTS["passed" if agrees else "failed"] += 1
    return agrees


def finish():
    print(f"{RESULTS['passed']} passed, {RESULTS['failed']} failed, 0 skipped")
    sys.exit(1 if RESULTS["failed"] else 0)


def skip(why):
    print(why)
    sys.exit(77)


def enter(script):
    if os.environ.get("QUEUEHOUND_PRIVATE") == "yes":
        return
    for needed in (EXIM, ACTIONS, PROGRAM):
        if not os.path.exists(needed):
            skip(f"{needed} is not here")
    if os.geteuid() != 0 or subprocess.run(["unshare", "-mnp", "--fork", "true"], stderr=subprocess.DEVNULL).returncode != 0:
        skip("only root can have namespaces here")
    sys.stdout.flush()
    command = ["unshare", "-m", "-n", "-p", "--fork", "--kill-child", "--mount-proc", sys.executable, script, *sys.argv[1:]]
    environment = {**os.environ, "QUEUEHOUND_PRIVATE": "yes", "PYTHONDONTWRITEBYTECODE": "1"}
    with tempfile.TemporaryDirectory(prefix="queuehound-exim-") as work:
        os.chmod(work, 0o755)
        sys.exit(subprocess.run(command, env={**environment, "QUEUEHOUND_WORK": work}).returncode)


def set_up(split=True):
    """The spool lies on the disk, below the work folder, so that links and locks are those of a real file system."""
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    subprocess.run(["mount", "--make-rprivate", "/"], check=True)
    for place in ("/etc/exim4", LOG, "/run", STATE.parent):
        Path(place).mkdir(parents=True, exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", place], check=True)
    configure(split)
    shutil.chown(LOG, "Debian-exim", "Debian-exim")
    work = Path(os.environ["QUEUEHOUND_WORK"], "spool")
    work.mkdir()
    SPOOL.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "--bind", work, SPOOL], check=True)
    shutil.chown(SPOOL, "Debian-exim", "Debian-exim")
    SPOOL.chmod(0o750)


def configure(split):
    Path("/etc/exim4/exim4.conf").write_text(CONFIGURATION.format(split="true" if split else "false"))


def exim(*arguments, **options):
    return subprocess.run([EXIM, *arguments], capture_output=True, text=True, errors="replace", **options)


def submit(count, domain="sink.example", sender="anna@customer.example", first=0, size=300):
    """Messages, accepted and left in the queue; each with a serial number of its own. Their ids."""
    before = set(queue_ids())
    lines = []
    for serial in range(first, first + count):
        body = "".join(f"line {i} of {serial}\n" for i in range(size // 15))
        lines.append(f"MAIL FROM:<{sender}>\nRCPT TO:<to{serial}@{domain}>\nDATA\nX-Serial: {serial}\nSubject: offer {serial}\n\n{body}.\n")
    exim("-odq", "-bS", input="EHLO x\n" + "".join(lines) + "QUIT\n", check=True)
    return sorted(set(queue_ids()) - before)


def queue_ids(queue=None):
    out = exim(*([f"-qG{queue}"] if queue else []), "-bpr").stdout
    return [found[1] for line in out.splitlines() if (found := ENTRY.match(line))]


def held_ids():
    return sorted(path.name[:-2] for path in SPOOL.glob("queuehound-quarantine/*/*/*-H"))


def files_of(ids, under=SPOOL):
    """Every file of these messages by its name: bytes, mode, owner and time, wherever it stands."""
    wanted, found = set(ids), {}
    for path in under.rglob("*"):
        if path.is_dir() and not path.is_symlink():
            continue
        name = path.name
        stem, letter = (name[:-2], name[-1]) if name[-2:] in ("-H", "-D", "-J") else (name, "log")
        if stem not in wanted:
            continue
        status = path.lstat()
        digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "?"
        found.setdefault((stem, letter), []).append(
            (digest, oct(status.st_mode), status.st_uid, status.st_gid, status.st_mtime_ns, status.st_ino))
    return found


def tree(under):
    """Every file below, with all that must not change; directories of the quarantine left out."""
    found = {}
    for path in sorted(under.rglob("*")):
        if path.is_dir():
            continue
        status = path.lstat()
        found[str(path.relative_to(under))] = (hashlib.sha256(path.read_bytes()).hexdigest(), status.st_mode, status.st_uid,
                                               status.st_gid, status.st_mtime_ns)
    return found


def act(*words, ids=(), state=STATE, spool=SPOOL, wrap=()):
    return subprocess.run([*wrap, ACTIONS, state, spool, *words], input="".join(f"{i}\n" for i in ids), capture_output=True,
                          text=True, errors="replace")


class Sink:
    """An SMTP server that keeps the serial numbers of what it accepted; a slow one waits after DATA."""

    def __init__(self, port, seconds=0.0):
        self.serials, self.seconds, self.is_open = [], seconds, threading.Event()
        sink = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                try:
                    sink.talk(self.rfile, self.wfile)
                except OSError:
                    pass

        socketserver.ThreadingTCPServer.allow_reuse_address = True
        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", port), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def talk(self, reader, writer):
        writer.write(b"220 mx.example ESMTP\r\n")
        while line := reader.readline():
            word, reply, serial = line[:4].upper(), b"250 Ok\r\n", None
            if word == b"DATA":
                writer.write(b"354 Go ahead\r\n")
                while (part := reader.readline()) not in (b".\r\n", b""):
                    if part.startswith(b"X-Serial: "):
                        serial = int(part.split()[1])
                self.is_open.set()
                time.sleep(self.seconds)
            if serial is not None:
                self.serials.append(serial)
            writer.write(reply)
            if word == b"QUIT":
                return


def wait_until(condition, seconds=20):
    end = time.monotonic() + seconds
    while not (value := condition()) and time.monotonic() < end:
        time.sleep(0.05)
    return value


def has_port(port):
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0
