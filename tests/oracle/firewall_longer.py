#!/usr/bin/env python3
"""Blocks on top of blocks, on the stage of firewall.py: who is asked for longer than he is blocked already, thousands at once,
and what the firewall does not take.

    firewall_longer.py [BACKEND...]      nftables iptables-nft
"""
import ipaddress
import re
import sys
import time
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

import firewall as stage
from firewall import BAD4, BAD6, CLIENTS, check, document, is_back, queuehound


def longer(firewall, hosts, before, saved):
    """A block that would end well before what is asked for gives way to it, and undoing the first leaves the second."""
    def first_of(said):
        return re.search(r"A-\d+", said)[0]
    short = first_of(queuehound("block", "add", BAD4, BAD6, "--for", "1h"))
    check("blocked already" in queuehound("block", "add", BAD4, "--for", "1h"), "asked for again at once, it stays as it is")
    long = first_of(queuehound("block", "add", BAD4, BAD6, "--for", "7d"))
    held = {row["address"]: (row["action"], row["until"]) for row in document("block", "list")["blocked"] if row["action"]}
    week = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 7 * 86400))
    check(all(held[one][0] == long and held[one][1].startswith(week) for one in (BAD4, BAD6)), "the longer one is there", held)
    check("still blocked" in queuehound("undo", short, "--yes"), "undo of the shorter says that they stay blocked")
    hosts.open_are(set(CLIENTS) - {BAD4, BAD6}, "and so they are")
    queuehound("undo", long, "--yes")
    hosts.open_are(CLIENTS, "undone too, both are free")
    is_back(firewall, before, saved, "after a longer block")
    many = [str(ipaddress.ip_address("203.0.113.0") + n) for n in range(-2000, 2000)]
    queuehound("block", "add", "--", *many)
    started = time.monotonic()
    check(len(document("block", "list")["blocked"]) >= 4000 and time.monotonic() - started < 4, "4000 are listed soon",
          time.monotonic() - started)
    queuehound("block", "rm", "--", *many)
    is_back(firewall, before, saved, "after many")


def refused_by_the_firewall():
    """What nft would not take was never blocked: no list calls it taken out by somebody."""
    program = Path("/usr/sbin/nft")
    program.rename("/usr/sbin/nft-real")
    program.write_text('#!/bin/sh\ncase "$*" in *-f*) echo no room >&2; exit 1;; esac\nexec /usr/sbin/nft-real "$@"\n')
    program.chmod(0o755)
    check("no room" in queuehound("block", "add", BAD4, status=1), "it is said")
    check("Nobody is blocked" in queuehound("block", "list"), "and nobody is listed")
    program.unlink()
    Path("/usr/sbin/nft-real").rename(program)


def play(name):
    hosts = stage.Hosts()
    firewall = stage.SCENES[name]()
    firewall.start(hosts)
    longer(firewall, hosts, stage.rules(), stage.files(*firewall.saved))
    if name == "nftables":
        refused_by_the_firewall()
    hosts.client.kill()


if __name__ == "__main__":
    stage.HERE, stage.play = Path(__file__).resolve(), play
    sys.argv[1:] = sys.argv[1:] or ["nftables", "iptables-nft"]
    sys.exit(stage.main())
