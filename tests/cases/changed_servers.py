#!/usr/bin/env python3
"""What must not change an answer: each case's server is changed in a way that makes no difference to who did what, and a scan of
it must say what the case expects.

    changed_servers.py [--binary PROGRAM] [--keep FOLDER] CHANGE [NAME...]
    changed_servers.py [--binary PROGRAM] --quick        each case under one of changes.QUICK, which must hold
    changed_servers.py --list

Of the other changes some cases fail, and each tells something: a threshold near its edge, or what only a log that is gone could
tell. Ends with "N passed, N failed, N skipped"; status 1 where one failed."""
import argparse
import concurrent.futures
import fnmatch
import json
import os
import pathlib
import shutil
import sys
import tempfile
import zlib

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from changes import CHANGES, OTHER_STORY, QUICK, Another                      # noqa: E402
from run_cases import ROOT, Comparison, load, scan   # noqa: E402


def try_case(name, change, binary, folder):
    """What is wrong, one line each; None where the case would be another story."""
    if name in OTHER_STORY.get(change, {}):
        return None
    change = CHANGES[change]()
    tree = pathlib.Path(folder) / name
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    with change.building():
        module = load(name)
        server = module.build(str(tree))
        change.built(server, name)
        expected = server.write()
    change.written(server, tree)
    expected = change.expected(expected, server)
    result = scan(binary, tree, module, expected["now"])
    (pathlib.Path(folder) / f"{name}.scan.json").write_bytes(result.stdout)
    try:
        document = json.loads(result.stdout)
    except ValueError:
        return [f"no JSON; status {result.returncode}; {result.stderr.decode(errors='replace')[:300]}"]
    return change.compare(expected, document, tree)


def try_and_clean(name, change, binary, keep):
    with tempfile.TemporaryDirectory() as temporary:
        try:
            return try_case(name, change, binary, keep or temporary)
        except Another:
            return None
        except Exception as error:      # a story that cannot be told so
            return [f"not built: {error!r}"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", default=str(ROOT / "build" / "release" / "queuehound"))
    parser.add_argument("--keep", type=pathlib.Path)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("change", nargs="?", choices=sorted(CHANGES))
    parser.add_argument("names", nargs="*", default=["*"])
    options = parser.parse_args()
    if options.list or not (options.change or options.quick):
        for name, change in CHANGES.items():
            print(f"{name:24} {change.__doc__}")
        return 0
    known = sorted(path.parent.name for path in HERE.glob("*/case.py"))
    names = [name for name in known if any(fnmatch.fnmatch(name, pattern) for pattern in options.names)]
    failed = skipped = 0
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count()) as pool:
        changes = [options.change or QUICK[zlib.crc32(name.encode()) % len(QUICK)] for name in names]
        waiting = [pool.submit(try_and_clean, name, change, options.binary, options.keep) for name, change in zip(names, changes)]
        for name, change, future in zip(names, changes, waiting):
            wrong = future.result()
            failed += bool(wrong)
            skipped += wrong is None
            if wrong:
                print(f"FAIL {name} {change}", *wrong, sep="\n       ", flush=True)
    print(f"{len(names) - failed - skipped} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or not names else 0


if __name__ == "__main__":
    sys.exit(main())
