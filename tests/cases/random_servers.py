#!/usr/bin/env python3
"""Servers put together by chance: honest customers of many trades, and none, one or two who abuse it. Each is built, scanned,
and what was said is held against who did it.

    tests/cases/random_servers.py FIRST [LAST]        seeds; one line of each that is wrong, and counts at the end
    tests/cases/random_servers.py --keep FOLDER SEED  its tree stays

The stories of case folders say what must be; these look for what nobody thought of. Status 1 where one is wrong."""
import argparse
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

from honest_lives import HONEST    # noqa: E402
from random_abuse import ABUSE     # noqa: E402
from random_town import Town       # noqa: E402

BINARY = os.environ.get("QUEUEHOUND", str(HERE.parents[1] / "build/release/queuehound"))
NAMING = ("account", "system_user", "domain", "script", "list")


def compose(root, seed):
    """A town of the seed; whoever abuses it is in town.guilty."""
    chance = random.Random(seed)
    town = Town(root, chance)
    for life in chance.sample(sorted(HONEST), chance.randrange(3, 7)):
        town.told.append(life)
        HONEST[life](town)
    for deed in chance.sample(sorted(ABUSE), chance.choice((0, 1, 1, 1, 1, 2))):
        town.told.append(deed.upper())
        ABUSE[deed](town)
    return town


def scan(root, now):
    stamp = datetime.fromtimestamp(now, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    done = subprocess.run([BINARY, "scan", "--root", str(root), "--json", "--now", stamp], capture_output=True, timeout=120)
    return json.loads(done.stdout)


def title(incident):
    named = " ".join(str(incident[key]) for key in NAMING if incident.get(key))
    return f"{incident['kind']} {named} {incident['confidence']:.2f} of {incident['messages']['submitted']}"


def blocked(incident):
    return {row["target"] for row in incident["plan"] if row["action"] == "block_address"}


def judge(town, document):
    """What is wrong, one line each."""
    wrong, left = [], list(document["incidents"])
    waiting = {m.id: m for m in town.server.messages if not m.completed}
    guilty_addresses = {address for deed in town.guilty for address in deed.origins}
    for deed in town.guilty:
        mine = [i for i in left if deed.is_meant(i)]
        left = [i for i in left if i not in mine]
        if not mine:
            wrong.append(f"MISSED {deed.text}")
            continue
        best = max(i["confidence"] for i in mine)
        if best < 0.7:
            wrong.append(f"UNSURE {best:.2f} {deed.text}")
        taken = {m for i in mine for m in i["queue_selection"]["quarantine"]}
        flood = {m for m in waiting if waiting[m].flood == deed.name}
        if best >= 0.7 and len(flood - taken) > 0.1 * len(flood):
            wrong.append(f"LEAVES {len(flood - taken)} of {len(flood)} {deed.text}")
        unblocked = deed.origins - set().union(*(blocked(i) for i in mine))
        if best >= 0.7 and len(unblocked) > 0.1 * len(deed.origins):
            wrong.append(f"OPEN {len(unblocked)} of {len(deed.origins)} {deed.text}")
    for incident in left:
        if incident["kind"] == "backscatter":   # it accuses nobody here
            continue
        wrong.append(f"INNOCENT {title(incident)}")
    for incident in document["incidents"]:
        for address in sorted(blocked(incident) - guilty_addresses):
            wrong.append(f"BLOCKS {address} {title(incident)}")
        honest = [m for m in incident["queue_selection"]["quarantine"] if m in waiting and not waiting[m].flood and not waiting[m].bounce_for]
        if honest:
            wrong.append(f"TAKES {len(honest)} of {waiting[honest[0]].sender} {title(incident)}")
    return wrong


def try_seed(seed, folder):
    root = pathlib.Path(folder) / str(seed)
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    town = compose(str(root), seed)
    town.server.write()
    document = scan(root, town.server.now)
    return f"{seed} {town.text()}", judge(town, document)


def try_and_clean(seed):
    with tempfile.TemporaryDirectory() as folder:
        return try_seed(seed, folder)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--keep", type=pathlib.Path)
    parser.add_argument("first", type=int)
    parser.add_argument("last", type=int, nargs="?")
    options = parser.parse_args()
    seeds = range(options.first, (options.last or options.first) + 1)
    failed = 0
    if options.keep:
        print(*try_seed(options.first, options.keep), sep="\n")
        return 0
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count()) as pool:
        for seed, future in [(seed, pool.submit(try_and_clean, seed)) for seed in seeds]:
            told, wrong = future.result()
            failed += bool(wrong)
            if wrong:
                print(told, *wrong, sep="\n    ", flush=True)
    print(f"{len(seeds) - failed} passed, {failed} failed, 0 skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
