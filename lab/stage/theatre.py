"""Puts plays on: makes the namespaces, keeps histories to start from, asks queuehound and scores it."""
import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import score

LAB = Path(__file__).resolve().parent.parent
CACHE = Path(os.environ.get("QUEUEHOUND_LAB_CACHE", "/var/cache/queuehound-lab"))
HOST_SUITE = "bookworm"  # the machine's own packages
TIME_LIMIT = 300
KEPT_FOR = 7 * 86400  # seconds
SKIPPED = 77  # inside.py's exit status
NAMESPACES = ["unshare", "--mount", "--net", "--pid", "--uts", "--fork", "--kill-child", "--mount-proc",
              "--propagation", "private",
              # Pid 1 is this shell: it reaps, and Exim, started by pid 1 itself, does not go into the background.
              "bash", "-c", '"$@"; exit $?', "stage"]


class NoSuite(Exception):
    """A suite that is not there; the text says what to do."""


class Skipped(Exception):
    """A play that this suite or style cannot show; the text says why."""


@dataclass(frozen=True)
class Run:
    scenario: str
    suite: str
    style: str

    def __str__(self):
        return f"{self.scenario} {self.suite} {self.style}"


def load(name):
    spec = importlib.util.spec_from_file_location(f"scenario_{name}", LAB / "scenarios" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def scenario_names():
    return sorted(path.stem for path in (LAB / "scenarios").glob("*.py"))


def base_of(suite):
    if suite == HOST_SUITE:
        return "/"
    if not (CACHE / suite).is_dir():
        raise NoSuite(f"{suite} is not in {CACHE}: lab/suites {suite} puts it there")
    return str(CACHE / suite)


def history_key(suite, style, scenario):
    """Names a history by all that makes it: one made by other code is not taken over."""
    files = [LAB / "stage" / f"{name}.py" for name in ("cast", "clients", "clock", "daemons", "estate", "machine", "styles")]
    files += sorted((LAB / "server").iterdir()) + sorted(path for path in (LAB / "homes").rglob("*") if path.is_file())
    if scenario:
        # Its own past, and what only such pasts use.
        files += [LAB / "scenarios" / f"{scenario}.py", LAB / "stage/roundcube.py"]
    digest = hashlib.sha256()
    for path in files:
        digest.update(str(path.relative_to(LAB)).encode() + b"\0" + path.read_bytes())
    return "-".join(filter(None, (suite, style, scenario, digest.hexdigest()[:10])))


def forget_old_histories(folder):
    """Those of other code, unless young: another checkout may be playing on them."""
    for note in folder.glob("*/clock.json"):
        if note.stat().st_mtime < time.time() - KEPT_FOR:
            shutil.rmtree(note.parent, ignore_errors=True)


class Theatre:
    """`work`: where performances are left; histories stay in the cache folder between calls."""

    def __init__(self, work, program):
        self.work, self.program = Path(work), Path(program)

    def history(self, suite, style, scenario=None):
        """Folder of two weeks of an ordinary server's life (and a scenario's own past); made once."""
        folder = CACHE / "histories" / history_key(suite, style, scenario)
        folder.parent.mkdir(parents=True, exist_ok=True)
        with open(f"{folder}.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (folder / "clock.json").exists():
                shutil.rmtree(folder, ignore_errors=True)
                forget_old_histories(folder.parent)
                self._perform(folder, {"do": "history", "style": style, "scenario": scenario, "base": base_of(suite),
                                       "out": str(folder)})
        return folder

    def folder_of(self, run):
        return self.work / "plays" / str(run).replace(" ", "-")

    def play(self, run, shell=False, live=False, oracle=None, stop=None):
        """Folder of one performance: tree/, truth.json. With `stop` (stopping.py's arguments) stopping.json instead."""
        scenario = load(run.scenario)
        base, history = base_of(run.suite), None
        if getattr(scenario, "HISTORY", True):
            history = self.history(run.suite, run.style, run.scenario if hasattr(scenario, "past") else None)
        out = self.folder_of(run)
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir(parents=True)
        self._perform(out, {"do": "play", "scenario": run.scenario, "suite": run.suite, "style": run.style, "base": base, "out": str(out),
                            "history": history and str(history), "shell": shell,
                            "live": str(self.program) if live else None, "oracle": oracle and str(oracle),
                            "stop": stop}, attached=shell)
        return out

    @staticmethod
    def _perform(folder, request, attached=False):
        folder.mkdir(parents=True, exist_ok=True)
        note = folder / "request.json"
        note.write_text(json.dumps(request))
        # KILL: unshare --fork does not pass TERM on, and what it made must end with it.
        limit = [] if attached else ["timeout", "-s", "KILL", str(TIME_LIMIT)]
        done = subprocess.run([*limit, *NAMESPACES, "python3", "-B", LAB / "stage/inside.py", note],
                              **({} if attached else {"capture_output": True, "text": True}))
        if done.returncode == SKIPPED:
            raise Skipped("" if attached else done.stdout.strip().rpartition("\n")[2])
        if done.returncode != 0:
            words = "" if attached else "\n".join((done.stdout + done.stderr).splitlines()[-40:])
            raise RuntimeError(f"the lab itself failed ({request['do']} {request.get('scenario')}, "
                               f"status {done.returncode}):\n{words}")

    def judge(self, run, **options):
        """Plays, scans, scores: one row of the score."""
        began = time.monotonic()
        out = self.play(run, **options)
        row = self.score(out, time.monotonic() - began)
        if options.get("live"):
            copied = json.loads((out / "scan.json").read_bytes())
            row["wrong"] += score.compare_live(copied, (out / "live.json").read_bytes())
        return row

    def score(self, out, played=0.0):
        """The row of a performance that was put on before."""
        truth = json.loads((out / "truth.json").read_text())
        began = time.monotonic()
        scan = subprocess.run([self.program, "scan", "--root", out / "tree", "--now", truth["now"], "--json"],
                              capture_output=True, timeout=120)
        scanned = time.monotonic() - began
        (out / "scan.json").write_bytes(scan.stdout)
        return {"scenario": truth["scenario"], "suite": truth["suite"], "style": truth["style"],
                **score.compare(truth, scan, score.Knowledge.of(truth["style"])),
                "seconds": {"play": round(played, 1), "scan": round(scanned, 2)}}

    def kept(self):
        """Performances that --keep left in the folder."""
        return sorted(path.parent for path in (self.work / "plays").glob("*/truth.json"))
