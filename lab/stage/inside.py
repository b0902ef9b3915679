"""Runs in the private namespaces that theatre.py made: one history or one play.

    inside.py REQUEST.json      {"do": "history"|"play", "scenario", "style", "base", "out", "history", ...}
"""
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

import cast
import estate
from clock import Clock
from daemons import Daemons
from machine import Machine
from styles import STYLES
from town import HISTORY_DAYS, NOW, Skip, Town

SKIPPED = 77  # exit status of a play that this suite or style cannot show; the reason is its last line
KEPT = ["/etc/passwd", "/etc/group", "/etc/hostname", "/etc/mailname", "/etc/hosts", "/etc/localtime", "/etc/timezone",
        "/etc/aliases", "/etc/exim.conf", "/etc/exim4/exim4.conf", "/etc/userdomains", "/etc/trueuserdomains",
        "/etc/localdomains", "/etc/valiases", "/etc/maildomains", "/etc/mail_lists", "/etc/apache2/sites-enabled",
        "/etc/apache2/apache2.conf", "/usr/local/cpanel", "/usr/local/apache/domlogs", "/var/cpanel", "/var/spool/exim",
        "/var/spool/exim4", "/var/spool/cron", "/var/log", "/var/lib/mailman3/lists", "/home"]
DROPPED = ["/var/log/apt", "/var/log/dpkg.log", "/var/log/journal", "/var/log/alternatives.log", "/var/log/installer"]


def load(name):
    path = estate.LAB / "scenarios" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"scenario_{name}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def settle(machine, style, still_for=0.5, limit=30.0):
    """Waits until no delivery is under way: Exim's log and queue have not changed for a while."""
    deadline, before, since = time.monotonic() + limit, None, time.monotonic()
    log = machine.path(style.main_log)
    while time.monotonic() < deadline and time.monotonic() - since < still_for:
        size = log.stat().st_size if log.exists() else 0
        if size != before:
            before, since = size, time.monotonic()
        time.sleep(0.1)


def copy_tree(machine, out):
    for inside in KEPT:
        source = machine.path(inside)
        if not source.exists() and not source.is_symlink():
            continue
        target = out / inside.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["cp", "-a", source, target], check=True)
    for inside in DROPPED:
        shutil.rmtree(out / inside.lstrip("/"), ignore_errors=True)
        (out / inside.lstrip("/")).unlink(missing_ok=True)
    for spool in out.glob("var/spool/exim*"):
        # Hints, process files and sockets are of no use to a reader.
        shutil.rmtree(spool / "db", ignore_errors=True)
        for path in spool.glob("exim*"):
            path.unlink()
    for home in out.glob("home/*/mail"):
        for folder in home.glob("*/*/*"):
            if folder.is_dir() and folder.name in ("cur", "new", "tmp"):
                shutil.rmtree(folder)


def take_over(machine, request, style, settings):
    """The stage as a history left it, or built afresh."""
    if request.get("history"):
        estate.configure(machine, style, settings)
    else:
        estate.build(machine, style, settings)


def perform_history(request):
    style = STYLES[request["style"]]
    scenario = load(request["scenario"]) if request.get("scenario") else None
    machine = Machine(request["base"])
    take_over(machine, request, style, {})
    daemons = Daemons(machine, style)
    town = Town(machine, style, daemons, Clock(machine.path("/etc/faketimerc"), 0), "history")
    town.clock = Clock(machine.path("/etc/faketimerc"), town.at(f"-{HISTORY_DAYS} 00:01"))
    daemons.start()
    extra = getattr(scenario, "past", None)
    cast.history(town, HISTORY_DAYS, (lambda back: extra(town, back)) if extra else None)
    town.run()
    settle(machine, style)
    daemons.stop()
    machine.keep_as_history(request["out"])
    town.clock.save(Path(request["out"]) / "clock.json")


def perform_play(request):
    style = STYLES[request["style"]]
    scenario = load(request["scenario"])
    settings = getattr(scenario, "SETTINGS", {})
    machine = Machine(request["base"], request.get("history"))
    take_over(machine, request, style, settings)
    segments = json.loads(Path(request["history"], "clock.json").read_text()) if request.get("history") else []
    daemons = Daemons(machine, style)
    town = Town(machine, style, daemons, None, request["scenario"])
    until = getattr(scenario, "NOW", NOW)
    town.clock = Clock(machine.path("/etc/faketimerc"), town.at("00:05"), segments)
    daemons.start()
    if getattr(scenario, "ORDINARY", True):
        cast.Day(town, 0, until, getattr(scenario, "ABSENT", ())).plan()
    scenario.play(town)
    if request.get("shell"):
        town.plan(until, subprocess.run, ["bash"])
    town.run()
    town.clock.jump_to(town.at(until))
    settle(machine, style)
    out = Path(request["out"])
    if request.get("stop"):
        import stopping
        import stopping_mailbox
        kind = {"mailbox": stopping_mailbox, None: stopping}[request["stop"].get("kind")]
        seen = kind.stop(town, machine, style, **request["stop"])
        (out / "stopping.json").write_text(json.dumps(seen, indent=1))
        daemons.stop()
        return
    truth = town.truth()
    if oracle := request.get("oracle"):
        import oracles
        oracles.record(machine, style, Path(oracle))
    daemons.stop()
    tree = out / "tree"
    copy_tree(machine, tree)
    town.clock.stamp_tree(tree)
    truth.update(scenario=request["scenario"], suite=request["suite"], style=style.name)
    (out / "truth.json").write_text(json.dumps(truth, indent=1) + "\n")
    if request.get("live"):
        machine.stop_faking_time()
        ask_live(machine, request, truth, out)


def ask_live(machine, request, truth, out):
    """The program on the server itself, not on a copy: it asks Exim for its settings."""
    program = machine.path("/run/queuehound")
    shutil.copy(request["live"], program)
    done = machine.run("/run/queuehound", "scan", "--json", "--now", truth["now"])
    (out / "live.json").write_bytes(done.stdout)
    (out / "live.err").write_bytes(done.stderr)


if __name__ == "__main__":
    with open(sys.argv[1]) as file:
        wanted = json.load(file)
    os.chdir("/")
    try:
        {"history": perform_history, "play": perform_play}[wanted["do"]](wanted)
    except Skip as reason:
        print(reason, flush=True)
        sys.exit(SKIPPED)
    except BaseException:
        # What the server said of it, before the stage is gone.
        for log in ("/var/log/syslog", STYLES[wanted["style"]].mail_log, STYLES[wanted["style"]].main_log):
            subprocess.run(["tail", "-n", "6", "/run/stage" + log])
        raise
