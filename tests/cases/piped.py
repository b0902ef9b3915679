"""Programs that letters are piped to, by .forward or an alias: a planted one that floods whenever its owner gets a letter, and the
honest ones beside it, which run all day: vacation, a list manager, a helpdesk's own in a home directory."""
from server import Server

SITE, OWNER, TRIGGER = "bakery.example", "bakery@server.hosting.example", "203.0.113.90"
HELPDESK = "/home/desk/helpdesk/pipe.php"


def town(root, **how):
    server = Server(root, exim="4.96", **how)
    server.account("bakery", SITE, ["info"])
    server.account("club", "club.example", ["info"])
    server.account("desk", "desk.example", ["help"])
    server.history({f"info@{SITE}": "192.0.2.20", "info@club.example": "192.0.2.21"}, days=7)
    server.file("/home/club/.forward", '\\club, "|/usr/bin/vacation club"\n', 90)
    server.file("/etc/aliases", f"help: |{HELPDESK}\nnews: |/usr/lib/mailman/mail/mailman post news\n", 300)
    server.file(HELPDESK, "#!/usr/bin/php\n<?php mail($from, $s, $m);\n", 300, 0o755)
    return server


def piped(server, client, when, sender, to, command, lasts=0.2, subject="A question"):
    """A letter from elsewhere that Exim hands to a program; the line comes when that has ended."""
    letter = server.remote_message(client, when, sender, to, subject, settle=False)
    letter.outcomes = {to: "here"}
    server.exim.line(letter.at + lasts, letter.pid + 1, f"=> |{command} <{to}> R=userforward T=address_pipe", letter.id)
    letter.done.add(to)
    server.exim.complete(letter, letter.at + lasts + 0.02)
    return letter


def ordinary_pipes(server, days=7):
    number = 0
    for ago in range(days, -1, -1):
        for at in server.spread((ago, "08:00:00"), (ago, "15:30:00"), 25):
            number += 1
            writer = f"guest{number}@town{number % 30}.example"
            client = f"198.51.100.{number % 200 + 1}"
            piped(server, client, at, writer, "info@club.example", "/usr/bin/vacation club")
            letter = piped(server, client, at + 7, writer, "help@desk.example", HELPDESK, 0.8)
            for to, subject in ((writer, f"[Ticket {number}] received"), ("staff@desk.example", f"New ticket {number}")):
                server.local_message("desk", letter.at + 0.5, "help@desk.example", [to], subject, directory="/home/desk/helpdesk")


def flood(server, program, command=None, letters=20, each=25, user="bakery", directory="/home/bakery", **fields):
    """Every letter to the owner starts a run of half a minute."""
    server.file(program, "#!/usr/bin/perl\n", 2, 0o755)
    at = server.moment("13:00:00")
    for _ in range(letters):
        now = at + 0.4
        for to in server.strangers(each, domains=40):
            server.local_message(user, now, f"billing@{SITE}", [to], "Final notice", ("delivered",) * 8 + ("unknown", "greylisted"),
                                 directory=directory, flood="piped", **fields)
            now += 1.1
        piped(server, TRIGGER, at, "x@trigger.example", OWNER, command or program, now - at, "go")
        at = now + 60
