#!/usr/bin/env python3
"""Blocks on top of blocks, on the stage of firewall.py: who is asked for longer than he is blocked already, thousands at once,
and what the firewall does not take.

    firewall_longer.py [BACKEND...]      nftables iptables-nft; and what two want, also with apf, firewalld and csf
"""
import ipaddress
import re
import sys
import time
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

import firewall as stage
from firewall import BAD4, BAD6, CLIENTS, NEAR4, check, document, is_back, queuehound

LONGER = ["nftables", "iptables-nft"]


def longer(firewall, hosts, before, saved):
    """A block that would end well before what is asked for gives way to it, and undoing the first leaves the second."""
    def first_of(said):
        return re.search(r"A-\d+", said)[0]
    short = first_of(queuehound("block", "add", BAD4, BAD6, "--for", "1h"))
    again = queuehound("block", "add", BAD4, "--for", "1h")
    check("blocked already" in again, "asked for again at once, it stays as it is")
    long = first_of(queuehound("block", "add", BAD4, BAD6, "--for", "7d"))
    held = {row["address"]: (row["action"], row["until"]) for row in document("block", "list")["blocked"] if row["action"]}
    week = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 7 * 86400))
    check(all(held[one][0] == long and held[one][1].startswith(week) for one in (BAD4, BAD6)), "the longer one is there", held)
    check("still blocked" in queuehound("undo", short, "--yes"), "undo of the shorter says that they stay blocked")
    hosts.open_are(set(CLIENTS) - {BAD4, BAD6}, "and so they are")
    check(f"{BAD4} stays blocked, because {first_of(again)} wants it too" in " ".join(queuehound("undo", long, "--yes").split()), "who wants it still gets it")
    hosts.open_are(set(CLIENTS) - {BAD4}, "for as long as that asked for")
    queuehound("undo", first_of(again), "--yes")
    hosts.open_are(CLIENTS, "undone too, both are free")
    is_back(firewall, before, saved, "after a longer block")
    many = [str(ipaddress.ip_address("203.0.113.0") + n) for n in range(-2000, 2000)]
    queuehound("block", "add", "--", *many)
    started = time.monotonic()
    check(len(document("block", "list")["blocked"]) >= 4000 and time.monotonic() - started < 4, "4000 are listed soon",
          time.monotonic() - started)
    queuehound("block", "rm", "--", *many)
    is_back(firewall, before, saved, "after many")


def wanted_by_two(firewall, hosts, before, saved):
    """What two actions want blocked stays so until both are undone, in either order; let in by hand it is let in."""
    def add(*addresses, ttl="1h"):
        return re.search(r"A-\d+", queuehound("block", "add", *addresses, "--for", ttl))[0]

    def owner():
        return {row["address"]: row["action"] for row in document("block", "list")["blocked"] if row["holds"]}.get(BAD4)

    out = set(CLIENTS) - {BAD4, NEAR4}
    one, two = add(BAD4), add(BAD4, NEAR4)
    said = queuehound("undo", one, "--yes")
    check(f"{BAD4} stays blocked, because {two} wants it too" in " ".join(said.split()), "undone, the address goes to the other", said)
    hosts.open_are(out, "what the other wants is kept out")
    check(owner() == two, "and is the other's", document("block", "list"))
    check("as it was left" in queuehound("undo", two, "--diff"), "as the other left it")
    queuehound("undo", two, "--yes")
    hosts.open_are(CLIENTS, "both undone, all can connect")
    is_back(firewall, before, saved, "after two, the first undone first")
    one, two = add(BAD4), add(BAD4, NEAR4)
    queuehound("undo", two, "--yes")
    hosts.open_are(set(CLIENTS) - {BAD4}, "the second undone first: the first's is kept out")
    queuehound("undo", one, "--yes")
    is_back(firewall, before, saved, "after two, the second undone first")
    add(BAD4), add(BAD4)
    queuehound("block", "rm", BAD4)
    hosts.open_are(CLIENTS, "let in by hand, whoever wanted it blocked")
    is_back(firewall, before, saved, "after two and rm")
    wide, one = add("198.51.100.2/31"), add(BAD4)
    check("with 198.51.100.2/31" in " ".join(queuehound("block", "rm", BAD4, status=1).split()), "within a network it stays blocked, and that is said")
    one = add(BAD4)
    queuehound("undo", wide, "--yes")
    hosts.open_are(set(CLIENTS) - {BAD4}, "of a network that is let in, the address that somebody else wants out stays out")
    queuehound("undo", one, "--yes")
    is_back(firewall, before, saved, "after a network and an address in it")
    narrow, wide = add("198.51.100.20/31"), add("198.51.100.20/30")
    check("gone" not in queuehound("block", "list"), "a network that gave way to one around it is not called gone")
    queuehound("undo", wide, "--yes")
    hosts.open_are(set(CLIENTS) - {NEAR4}, "a network around a narrower one is let in, and the narrower stays out")
    queuehound("undo", narrow, "--yes")
    is_back(firewall, before, saved, "after a network around another")
    if not firewall.keeps_time:
        return
    short = add(BAD4, ttl="30s" if firewall.name == "firewalld" else "5s")
    long = add(BAD4, ttl="32s" if firewall.name == "firewalld" else "1h")
    time.sleep(33 if firewall.name == "firewalld" else 6)
    queuehound("block", "expire")
    hosts.open_are(CLIENTS if firewall.name == "firewalld" else set(CLIENTS) - {BAD4}, "who wants it longer keeps it")
    queuehound("undo", long, "--yes")
    check("undone already" in queuehound("undo", short, "--yes"), "the shorter one ended by itself")
    is_back(firewall, before, saved, "after a shorter one that ended")


def journal_is_lost(firewall, before, saved):
    """What carries our mark is let in again where the journal that tells of it was damaged and moved away."""
    queuehound("block", "add", BAD4)
    Path("/var/lib/queuehound").rename("/var/lib/lost")
    row = next(row for row in document("block", "list")["blocked"] if row["address"] == BAD4)
    check("of a journal that is not here" in (row["reason"] or ""), "it is called ours", row)
    check("not blocked any more" in queuehound("block", "rm", BAD4), "and let in")
    is_back(firewall, before, saved, "after a lost journal")
    check("not touched" in queuehound("block", "rm", "192.0.2.77", status=1) or firewall.name != "csf", "what is not ours stays")


def no_room_for_the_boot(firewall, hosts, before, saved):
    """Let in, though the file of the next boot cannot be written: that is said, and the same again finishes it."""
    queuehound("block", "add", BAD4)
    stage.run("mount", "-o", "remount,ro", "/etc")
    said = " ".join(queuehound("block", "rm", BAD4, status=1).split())
    check("let in now, but a reboot would keep it out again" in said and "Read-only" in said, "what is done and what is not", said)
    hosts.open_are(CLIENTS, "let in it is")
    stage.run("mount", "-o", "remount,rw", "/etc")
    queuehound("block", "rm", BAD4)
    is_back(firewall, before, saved, "after a disk that could not be written")


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


def a_firewall_that_hangs():
    """Who waits is told for whom, and not for half a minute at each question."""
    program = Path("/usr/sbin/nft")
    program.rename("/usr/sbin/nft-real")
    program.write_text("#!/bin/sh\nexec sleep 300\n")
    program.chmod(0o755)
    started = time.monotonic()
    said = " ".join(queuehound("block", "add", BAD4, "--backend", "nftables", status=1).split())
    took = time.monotonic() - started
    check(took < 15, "a firewall that hangs costs some seconds", took)
    check("waiting for /usr/sbin/nft list tables" in said and "no end after 10 s" in said, "and is named", said)
    program.unlink()
    Path("/usr/sbin/nft-real").rename(program)


def play(name):
    hosts = stage.Hosts()
    firewall = stage.SCENES[name]()
    firewall.start(hosts)
    state = stage.rules(), stage.files(*firewall.saved)
    wanted_by_two(firewall, hosts, *state)
    if name in LONGER:
        longer(firewall, hosts, *state)
        no_room_for_the_boot(firewall, hosts, *state)
    journal_is_lost(firewall, *state)
    if name == "nftables":
        refused_by_the_firewall()
        a_firewall_that_hangs()
    if hasattr(firewall, "stop"):
        firewall.stop()
    hosts.client.kill()


if __name__ == "__main__":
    stage.HERE, stage.play = Path(__file__).resolve(), play
    sys.argv[1:] = sys.argv[1:] or [*LONGER, "iptables-plain", "apf", "firewalld", "csf"]
    sys.exit(stage.main())
