"""A thief sends forty letters through Roundcube from two addresses with a stolen password; its owner uses Roundcube too."""
import cast
import roundcube

STOLEN = "office@samuel-law.example"
DESK = cast.OWNERS[STOLEN].desk


def past(town, back):
    if back == 14:
        roundcube.open_site(town, "-14 00:04")
    if back % 3 == 0:
        town.plan(f"-{back} 11:20", roundcube.sit_down, DESK, town.login(STOLEN),
                  [(["clinic@inbox.test"], f"Your appointment {back}", "See you then.\n")])


def play(town):
    roundcube.open_site(town, "00:06")
    crime = town.crime("mailbox", account=STOLEN)
    thieves = ["203.0.113.26", "203.0.113.27"]
    crime.drivers.update(thieves)
    crime.senders.add(STOLEN)
    for n in range(8):
        letters = [(crime.victims(3), "Inheritance: confidential", "Write to me at heir@dark.test\n") for _ in range(5)]
        town.plan(town.at("13:20") + 700 * n, roundcube.sit_down, thieves[n % 2], town.login(STOLEN), letters)
    town.plan("10:30", roundcube.sit_down, DESK, town.login(STOLEN), [(["school@post.test"], "File 220", "Enclosed.\n")])
    town.plan("14:05", roundcube.sit_down, DESK, town.login(STOLEN), [(["notary@slow.test"], "File 221", "As discussed.\n")])
