"""Runs queuehound on broken servers and holds it to what every broken server has in common: a status
of the contract, an end in time, bounded memory, valid output, and nobody named who did nothing."""
import contextlib
import dataclasses
import json
import os
import pathlib
import re
import resource
import shutil
import subprocess
import tempfile
import threading
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "examples" / "sample-server"
TRUTH = json.loads((ROOT / "examples" / "sample-server.truth.json").read_text())

MAIN_LOG = "var/log/exim_mainlog"
REJECT_LOG = "var/log/exim_rejectlog"
MAIL_LOG = "var/log/maillog"
PHP_LOG = "home/lakeside/logs/php_mail.log"
ACCESS_LOG = "usr/local/apache/domlogs/lakeside/lakeside-hotel.example"
CRON_LOG = "var/log/cron"
LOGS = (MAIN_LOG, REJECT_LOG, MAIL_LOG, PHP_LOG, ACCESS_LOG, CRON_LOG)
SPOOL = "var/spool/exim"
INPUT = "var/spool/exim/input"

# Marks that change the order of what a terminal shows, or are not to be seen at all.
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


class Failed(Exception):
    """What a case found wrong, in words."""


class Skipped(Exception):
    """Why a case could not be tried here."""


@dataclasses.dataclass
class Limits:
    seconds: float = 20
    megabytes: int = 400


@dataclasses.dataclass
class Settings:
    binary: str = str(ROOT / "build" / "release" / "queuehound")
    patience: float = 1.0        # sanitizers are slower by this factor
    weigh: bool = True           # False: a sanitizer's memory says nothing


settings = Settings()


def guilty_names():
    """What an incident of the untouched sample server may name."""
    names = set()
    for crime in TRUTH["crimes"]:
        names.update(crime["fields"].values())
        names.update(crime["drivers"] + crime["helpers"])
    names.update({"harbor", "lakeside", "birdclub"})  # accounts of the guilty mailbox and scripts
    # Several sites' programs in one folder, or a domain told by its account.
    names.update({"harbor-tools.example", "lakeside-hotel.example", "birdclub.example"})
    return names


GUILTY = guilty_names()
ANYBODY = object()               # `guilty` of cases whose broken logs really accuse many


@dataclasses.dataclass
class Answer:
    status: int
    out: bytes
    err: bytes
    seconds: float
    megabytes: float
    document: dict | None = None

    @property
    def notes(self):
        return self.document["notes"] if self.document else []

    @property
    def incidents(self):
        return self.document["incidents"] if self.document else []

    def named(self):
        """Every name an incident holds up, and every address to be blocked."""
        names = set()
        for incident in self.incidents:
            for key in ("account", "system_user", "domain", "script", "url", "list"):
                if incident.get(key):
                    names.add(incident[key])
            names.update(o["address"] for o in incident["origins"] if o["block"])
        return names

    def incident(self, **wanted):
        for incident in self.incidents:
            if all(incident.get(key) == value for key, value in wanted.items()):
                return incident
        return None


def wait_for(process, seconds):
    """Status and resource use of one child; None where it had to be killed."""
    late = threading.Event()

    def kill():
        late.set()
        process.kill()

    timer = threading.Timer(seconds, kill)
    timer.start()
    _, status, usage = os.wait4(process.pid, 0)
    timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    return (None if late.is_set() else process.returncode), usage


def own_megabytes():
    """The most we ever held, which is what a child's own maximum begins with."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run(arguments, *, limits=Limits(), environment=None, prefix=(), stdin=subprocess.DEVNULL,
        stdout=None, cwd="/", close=()):
    """Runs the program once; raises Failed on a signal, a hang or too much memory."""
    seconds = limits.seconds * settings.patience
    variables = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": "/root", "TZ": "UTC"}
    for name in os.environ:
        if name.endswith("SAN_OPTIONS") or name == "ASAN_SYMBOLIZER_PATH":
            variables[name] = os.environ[name]
    variables.update(environment or {})
    command = [*prefix, settings.binary, *arguments]

    def close_some():
        for number in close:
            os.close(number)

    own = own_megabytes()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(command, stdin=stdin, stdout=stdout or out, stderr=err, cwd=cwd,
                                   env=variables, preexec_fn=close_some if close else None)
        status, usage = wait_for(process, seconds)
        out.seek(0)
        err.seek(0)
        answer = Answer(status, out.read(), err.read(), usage.ru_utime + usage.ru_stime,
                        usage.ru_maxrss / 1024)
    shown = " ".join(map(str, arguments))
    # A child's maximum begins with what we held when it was made: below that nothing is known of it.
    if answer.megabytes <= own * 1.1:
        answer.megabytes = 0
    if status is None:
        raise Failed(f"did not end within {seconds:.0f} s: {shown}")
    if status < 0 and stdout is None:
        raise Failed(f"ended by signal {-status}: {shown}: {answer.err[-800:]!r}")
    if status in (99, 66) and b"Sanitizer" in answer.err or b"runtime error:" in answer.err:
        raise Failed(f"sanitizer: {answer.err[-6000:].decode(errors='replace')}")
    if settings.weigh and answer.megabytes > limits.megabytes:
        raise Failed(f"took {answer.megabytes:.0f} MB of memory (limit {limits.megabytes}): {shown}")
    return answer


def check_printable(what, data):
    """Text for people: valid UTF-8 without control characters, so that no terminal obeys it."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise Failed(f"{what} is not UTF-8: {data[max(0, error.start - 40):error.start + 20]!r}") from None
    for line in text.split("\n"):
        for character in line:
            if unicodedata.category(character) == "Cc" or INVISIBLE.match(character):
                raise Failed(f"{what} holds U+{ord(character):04X}: {line[:160]!r}")


def check_document(answer):
    if answer.status == 2:
        if not answer.err.strip():
            raise Failed("exit status 2 without a word on stderr")
        return
    try:
        answer.document = json.loads(answer.out.decode())
    except (UnicodeDecodeError, ValueError) as error:
        raise Failed(f"--json is not valid: {error}: {answer.out[:200]!r}") from None
    if answer.document["schema"] != "queuehound/scan/1":
        raise Failed("schema is missing")
    if (answer.status == 1) != bool(answer.incidents):
        raise Failed(f"exit status {answer.status} with {len(answer.incidents)} incidents")


def check_innocents(answer, also_guilty):
    if also_guilty is ANYBODY:
        return
    strangers = answer.named() - GUILTY - set(also_guilty)
    if strangers:
        raise Failed(f"names {sorted(strangers)[:12]}, who did nothing")


def scan(tree, *arguments, status=(0, 1), note=None, path=None, limits=Limits(), prefix=(),
         guilty=(), text_too=True, environment=None):
    """Scans `tree` as JSON and as text, and checks what must always hold. `note`: words that one
    note must hold, with `path` beside them. `guilty`: who may be named besides the sample's own."""
    options = ["scan", "--root", str(tree), *arguments]
    answer = run([*options, "--json"], limits=limits, prefix=prefix, environment=environment)
    if answer.status not in status:
        raise Failed(f"exit status {answer.status}, not {status}: {answer.err[-400:]!r}")
    check_document(answer)
    check_printable("stderr", answer.err)
    check_innocents(answer, guilty)
    if note is not None:
        check_note(answer, note, path)
    if text_too:
        text = run([*options, "-v"], limits=limits, prefix=prefix, environment=environment)
        if text.status not in status:
            raise Failed(f"exit status {text.status} as text, {answer.status} as JSON")
        check_printable("text output", text.out)
        check_printable("stderr", text.err)
    return answer


def check_note(answer, words, path=None):
    wanted = [words] if isinstance(words, str) else list(words)
    said = answer.notes + answer.err.decode(errors="replace").split("\n")
    for line in said:
        folded = line.lower()
        if any(word.lower() in folded for word in wanted) and (path is None or path in line):
            return
    raise Failed(f"no note says {' or '.join(map(repr, wanted))}" + (f" of {path}" if path else "") +
                 f"; notes: {said}")


def must_find(answer, **wanted):
    found = answer.incident(**wanted)
    if found is None:
        have = [(i["kind"], i["account"] or i["script"] or i["system_user"]) for i in answer.incidents]
        raise Failed(f"does not find {wanted}; finds {have}")
    return found


def must_find_usual(answer, *, mailbox=True, script=True, form=True):
    """The sample server's own incidents, where their evidence was left alone."""
    if mailbox:
        must_find(answer, kind="mailbox", account="info@harbor-tools.example")
    if script:
        must_find(answer, kind="script",
                  script="/home/lakeside/public_html/wp-content/uploads/2026/11/wp-cache-7f3.php")
    if form:
        must_find(answer, kind="form", script="/home/birdclub/public_html/phpbb/ucp.php")


def roomy_folder():
    """Memory is faster than the disk for a thousand small files, where there is enough of it."""
    with contextlib.suppress(OSError):
        room = os.statvfs("/dev/shm")
        if room.f_bavail * room.f_frsize > 4 << 30 and os.access("/dev/shm", os.W_OK | os.X_OK):
            return "/dev/shm"
    return None


@contextlib.contextmanager
def server(empty=False):
    """A copy of the sample server to be broken, or an empty folder."""
    work = pathlib.Path(tempfile.mkdtemp(prefix="hostile-", dir=roomy_folder()))
    try:
        os.chmod(work, 0o755)
        tree = work / "server"
        if empty:
            tree.mkdir()
        else:
            subprocess.run(["cp", "-a", str(SAMPLE), str(tree)], check=True)
        yield tree
    finally:
        subprocess.run(["chmod", "-R", "u+rwX", str(work)], stderr=subprocess.DEVNULL, check=False)
        shutil.rmtree(work, ignore_errors=True)


def append(path, data):
    with open(path, "ab") as file:
        file.write(data if isinstance(data, bytes) else data.encode())


def headers(tree):
    """The -H files of the queue, sorted."""
    return sorted((tree / INPUT).rglob("*-H"))


def as_nobody():
    """A prefix that gives up every privilege; only root can."""
    if os.geteuid() != 0 or shutil.which("setpriv") is None:
        raise Skipped("needs root and setpriv")
    return ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"]


BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def base62(number, digits):
    text = ""
    for _ in range(digits):
        text = BASE62[number % 62] + text
        number //= 62
    return text


def message_id(second, pid, fraction=0):
    """An id as Exim 4.96 makes it: second of arrival, process, fraction."""
    return f"{base62(second, 6)}-{base62(pid, 6)}-{base62(fraction, 2)}"


__all__ = [name for name in dir() if not name.startswith("_")]
