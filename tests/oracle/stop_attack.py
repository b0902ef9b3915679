#!/usr/bin/env python3
"""An attack in full flow on a real server is stopped by `apply`, and `undo` puts every byte back: a web shell under php-fpm,
and one under mod_php with its opcode cache, where taking away all permissions stops nothing by itself; and a stolen mailbox,
held, blocked and given a new password. And what `--confirm-within` blocked
is undone when nobody confirms: the terminal killed, the guard killed."""
import json
import os
import pathlib
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "lab/stage"))

import programme
import theatre

ATTACKS = {
    "shell_uploaded": ("/home/lakeside/public_html", "/wp-content/uploads/2026/11/wp-cache-7f3.php", "lakeside-hotel.example",
                       "203.0.113.90"),
    "shell_hidden_modphp": ("/home/birdclub/public_html", "/phpbb/images/avatars/.thumbs/t.php", "birdclub.example",
                            "203.0.113.91"),
}

STOLEN = {"kind": "mailbox", "account": "info@harbor-tools.example",
          "thieves": ["203.0.113.11", "203.0.113.12", "203.0.113.13", "203.0.113.14", "2001:db8:f00::15"]}


def main():
    if os.geteuid() != 0:
        print("skipped: needs root")
        return 77
    programme.require_root_and_tools()
    failed = 0
    plays = [(scenario, "cpanel", {"crime": home + path, "site": site, "path": path, "driver": driver})
             for scenario, (home, path, site, driver) in ATTACKS.items()]
    plays.append(("mailbox_guessed", "debian", STOLEN))
    wanted = sys.argv[1:]
    plays = [play for play in plays if not wanted or play[0] in wanted]
    with tempfile.TemporaryDirectory(prefix="queuehound-stop-") as work:
        house = theatre.Theatre(work, pathlib.Path(os.environ.get("QUEUEHOUND", ROOT / "build/release/queuehound")).resolve())
        for scenario, style, crime in plays:
            try:
                out = house.play(theatre.Run(scenario, theatre.HOST_SUITE, style),
                                 stop={"program_file": str(house.program), **crime})
                seen = json.loads((out / "stopping.json").read_text())
                print(f"ok    {scenario}: {seen['text']}; {seen['sent']} of {seen['posts']} posts sent; "
                      f"then all of the plan by one apply, {seen['held']} messages held, and all undone", flush=True)
            except RuntimeError as error:
                failed += 1
                print(f"FAIL  {scenario}: {error}", flush=True)
    print(f"{len(plays) - failed} passed, {failed} failed, 0 skipped")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
