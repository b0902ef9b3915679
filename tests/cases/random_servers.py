#!/usr/bin/env python3
"""Servers put together by chance: honest customers of many trades, and none, one or two who abuse it. Each is built, scanned,
and what was said is held against who did it.

    random_servers.py [--binary PROGRAM] FIRST LAST     seeds; what is wrong of each, and counts at the end
    random_servers.py [--binary PROGRAM] --keep FOLDER SEED      its tree stays: FOLDER/SEED
    random_servers.py --without NAME ...                what was not kept or copied: one of WITHOUT
    random_servers.py --days N ...                      logs that begin so many days ago
    random_servers.py --rough DEAD SPAM ...             letters fail by chance, too: shares of people and of providers
    random_servers.py --uneven MOST ...                 who is honest has days on which he does up to so many times as much, or as little
    random_servers.py --unsolved ...                    also lives that a scan is known to take for abuse

The stories of case folders say what must be; these look for what nobody thought of. Whom it names, blocks or takes letters from
must be guilty; who is guilty must be found with a confidence of 0.7, nine in ten of his letters and addresses too. Status 1 where
one fails: a case nobody told of yet, or a log that looks the same on both sides."""
import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime, timezone

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from honest_lives import HONEST        # noqa: E402
from honest_trades import TRADES_MORE, UNSOLVED  # noqa: E402
from quiet_abuse import QUIET          # noqa: E402
from random_abuse import ABUSE         # noqa: E402
from random_town import Town           # noqa: E402
from rough_weather import let_letters_fail, uneven_days  # noqa: E402

SURE, PART = 0.7, 0.1
WITHOUT = {"older-logs": ("var/log/**/*.gz", "var/log/**/*.[0-9]", "var/log/**/*-2026*"),
           "mail-log": ("var/log/mail.log*", "var/log/maillog*", "var/log/dovecot*"),
           "web-logs": ("var/log/apache2/*", "var/log/httpd/*", "usr/local/apache/domlogs/*")}
LIVES, DEEDS = {**HONEST, **TRADES_MORE}, {**ABUSE, **QUIET}
NAMING = ("account", "system_user", "domain", "script", "list")


def compose(root, seed, rough=None, uneven=1):
    """A town of the seed; whoever abuses it is in town.guilty."""
    chance = random.Random(seed)
    town = Town(root, chance, seed)
    if rough:
        let_letters_fail(town.server, seed, *rough)
    with uneven_days(town.server, seed, uneven):
        for life in chance.sample(sorted(LIVES), chance.randrange(3, 7)):
            town.told.append(life)
            LIVES[life](town)
    for deed in chance.sample(sorted(DEEDS), chance.choice((0, 1, 1, 1, 1, 2))):
        town.told.append(deed.upper())
        DEEDS[deed](town)
    return town


def take_away(root, patterns):
    for pattern in patterns:
        for path in root.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def scan(binary, root, now):
    stamp = datetime.fromtimestamp(now, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    done = subprocess.run([binary, "scan", "--root", str(root), "--json", "--now", stamp], capture_output=True, timeout=120)
    return json.loads(done.stdout)


def title(incident):
    named = " ".join(str(incident[key]) for key in NAMING if incident.get(key))
    return f"{incident['kind']} {named} {incident['confidence']:.2f} of {incident['messages']['submitted']}"


def blocked(incident):
    return {row["target"] for row in incident["plan"] if row["action"] == "block_address"}


def how_found(deed, incidents, flood):
    """What is wrong with the incidents that mean this deed."""
    if deed.may:
        return []
    if not incidents:
        return [f"MISSED {deed.text}"]
    sure = max(incident["confidence"] for incident in incidents)
    if sure < SURE:
        return [f"UNSURE {sure:.2f} {deed.text}"]
    left = flood - {m for incident in incidents for m in incident["queue_selection"]["quarantine"]}
    still_open = deed.origins - set().union(*map(blocked, incidents))
    return ([f"LEAVES {len(left)} of {len(flood)} {deed.text}"] if len(left) > PART * len(flood) else []) + \
           ([f"OPEN {len(still_open)} of {len(deed.origins)} {deed.text}"] if len(still_open) > PART * len(deed.origins) else [])


def harm_done(town, incident, waiting):
    """To people who did nothing."""
    guilty = {address for deed in town.guilty for address in deed.origins}
    for address in sorted(blocked(incident) - guilty):
        yield f"BLOCKS {address} {title(incident)}"
    honest = [waiting[m].sender for m in incident["queue_selection"]["quarantine"]
              if m in waiting and not waiting[m].flood and not waiting[m].bounce_for]
    if honest:
        yield f"TAKES {len(honest)} of {honest[0]} {title(incident)}"
    accuses = incident["kind"] != "backscatter"     # which tells of mail that was never sent here
    if accuses and not any(deed.is_meant(incident) for deed in town.guilty):
        yield f"INNOCENT {title(incident)}"


def judge(town, document):
    """What is wrong, one line each."""
    waiting = {m.id: m for m in town.server.messages if not m.completed}
    wrong = []
    for deed in town.guilty:
        flood = {m for m in waiting if waiting[m].flood == deed.name}
        wrong += how_found(deed, [i for i in document["incidents"] if deed.is_meant(i)], flood)
    for incident in document["incidents"]:
        wrong += harm_done(town, incident, waiting)
    return wrong


def try_seed(binary, seed, folder, without=None, days=None, rough=None, uneven=1):
    root = pathlib.Path(folder) / str(seed)
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    town = compose(str(root), seed, rough, uneven)
    if days is not None:
        town.server.logs_begin = town.server.now - days * 86400
    town.server.write()
    take_away(root, WITHOUT.get(without, ()))
    if without == "web-logs":
        town.guilty = [deed.without_requests() for deed in town.guilty]
    if without == "mail-log":   # the only one that tells of wrong passwords
        for deed in town.guilty:
            deed.may = deed.may or deed.name == "guess"
    return f"{seed} {town.text()}", judge(town, scan(binary, root, town.server.now))


def try_and_clean(binary, seed, *kept):
    with tempfile.TemporaryDirectory() as folder:
        return try_seed(binary, seed, folder, *kept)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", default=str(HERE.parents[1] / "build" / "release" / "queuehound"))
    parser.add_argument("--keep", type=pathlib.Path)
    parser.add_argument("--without", choices=sorted(WITHOUT))
    parser.add_argument("--days", type=float)
    parser.add_argument("--rough", type=float, nargs=2)
    parser.add_argument("--uneven", type=float, default=1)
    parser.add_argument("--unsolved", action="store_true")
    parser.add_argument("first", type=int)
    parser.add_argument("last", type=int, nargs="?")
    options = parser.parse_args()
    if options.unsolved:
        LIVES.update(UNSOLVED)      # before the pool's processes are made
    if options.keep:
        told, wrong = try_seed(options.binary, options.first, options.keep, options.without, options.days, options.rough, options.uneven)
        print(told, *wrong, sep="\n    ")
        return 1 if wrong else 0
    seeds, failed = range(options.first, (options.last or options.first) + 1), 0
    kinds = collections.Counter()
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count()) as pool:
        for future in [pool.submit(try_and_clean, options.binary, seed, options.without, options.days, options.rough, options.uneven) for seed in seeds]:
            told, wrong = future.result()
            failed += bool(wrong)
            kinds.update(text.split()[0] for text in wrong)
            if wrong:
                print(told, *wrong, sep="\n    ", flush=True)
    for what, times in sorted(kinds.items()):
        print(f"{what} {times} times")
    print(f"{len(seeds) - failed} passed, {failed} failed, 0 skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
