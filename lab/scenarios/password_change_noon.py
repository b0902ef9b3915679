"""Anna changes her password at noon; her telephone and her PC go on with the old one for an hour, then she types in the new."""
import acts
import cast
from clients import Letter

ANNA = cast.OWNERS["anna@harbor-tools.example"]
OLD, NEW = ANNA.login[1], "new-sextant-brass-45"
ABSENT = [ANNA.address]


def play(town):
    acts.read(town, "08:10", ANNA.desk, ANNA.address)
    town.letter("09:30", ANNA.address, ANNA.desk, [Letter(ANNA.address, ["supplier@inbox.test"], "Brass rod, 12 mm",
                                                          agent=cast.THUNDERBIRD)], login=ANNA.login)
    acts.change_password(town, "12:00", ANNA.address, NEW)
    # The telephone asks every two minutes, in whichever network it is; the PC every five, and with a letter to send.
    for n, place in enumerate([ANNA.away[0]] * 14 + [ANNA.away[1]] * 15):
        acts.mistype(town, town.at("12:01") + 120 * n, place, ANNA.address, 1, password=OLD)
    acts.mistype(town, "12:02:30", ANNA.desk, ANNA.address, 11, pause=300.0, password=OLD)
    acts.mistype(town, "12:20", ANNA.desk, ANNA.address, 5, "smtp", pause=200.0, password=OLD)
    for time, place in (("13:00", ANNA.desk), ("13:04", ANNA.away[1]), ("14:10", ANNA.away[0]), ("15:00", ANNA.desk)):
        acts.read(town, time, place, ANNA.address)
    for n, place in enumerate([ANNA.desk, ANNA.away[1], ANNA.desk]):
        town.letter(town.at("13:02") + 2400 * n, ANNA.address, place,
                    [Letter(ANNA.address, [f"yard{n}@slow.test"], f"Order for brass fittings {300 + n}", agent=cast.THUNDERBIRD)],
                    login=(ANNA.address, NEW))
