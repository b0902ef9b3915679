"""The administrator looks at the queue, reads and removes messages, and mails himself tests; nobody does wrong."""
import acts
import clients
from clients import Letter

HIM, HIS_PC = "admin@post.test", "198.51.100.9"


def play(town):
    for n in range(6):
        town.owner_writes(town.at("10:05") + 200 * n, "info@harbor-tools.example", f"works{n}@slow.test", f"Price list {n}")
    town.queue_run("10:50")
    for n, words in enumerate([["exim4", "-bp"], ["exim4", "-bpc"], ["exiqgrep", "-i"], ["exiqgrep", "-f", "info@", "-c"],
                               ["exim4", "-bp"], ["exim4", "-bt", HIM], ["exiwhat"]]):
        acts.as_root(town, town.at("11:00") + 40 * n, "/usr/sbin/" + words[0], *words[1:])
    town.plan("11:08", look_at_all, town)
    acts.remove_from_queue(town, "11:20", "info@harbor-tools.example", 3)
    for n in range(12):
        acts.as_root(town, town.at("11:30") + 50 * n, "/usr/sbin/sendmail", "-t",
                     stdin=f"To: {HIM}\nSubject: test {n}\n\nDoes it go out?\n".encode())
    # swaks: to himself through his alias here, without a login.
    for n in range(8):
        letter = Letter(HIM, ["root@server.hosting.example"], f"test Thu, 26 Nov 2026 11:5{n}:00", agent="swaks v20201014.0")
        acts.arrive(town, f"11:5{n}", HIS_PC, "admin-pc", [letter])
    town.plan("12:02", ask_for_relay)
    town.queue_run("12:05")
    acts.as_root(town, "15:00", "/usr/sbin/exim4", "-qff")


def look_at_all(town):
    for message in town.read_queue():
        for option in ("-Mvh", "-Mvb", "-Mvl"):
            town.machine.run("/usr/sbin/exim4", *acts.queue_of_mailboxes(town), option, message)


def ask_for_relay():
    session = clients.Smtp(HIS_PC, "admin-pc")
    assert session.ask(HIM, [HIM]) == 1
    session.close()
