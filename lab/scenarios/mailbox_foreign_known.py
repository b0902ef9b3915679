"""Bots that know Anna's password send from twenty addresses, never guessing; Anna is on the road and writes from her telephone."""
import acts
import cast
from clients import Letter

ANNA = cast.OWNERS["anna@harbor-tools.example"]
WORDS = ["parcel", "lottery", "your photo", "crypto", "refund", "meeting", "voucher", "pills", "account", "greetings"]


def play(town):
    crime = town.crime("mailbox", account=ANNA.address)
    for n in range(60):
        subject = f"{town.dice.choice(WORDS)} {town.dice.randrange(10**5)} {town.dice.choice(WORDS)}"
        letters = [Letter(ANNA.address, [to], subject, f"Hello,\n\nsee http://w{town.dice.randrange(999)}.dark.test/{n}\n")
                   for to in crime.victims(2)]
        crime.smtp(town.at("13:05") + 190 * n, f"203.0.113.{20 + n * 7 % 20}", letters, login=ANNA.login, tls=n % 2 == 0,
                   helo=f"[10.{n}.0.9]", mechanism="PLAIN")
    # Her telephone: two networks of before, and a new one of the same provider.
    for n, place in enumerate([*ANNA.away, "198.51.100.77", ANNA.desk]):
        acts.read(town, town.at("13:10") + 2700 * n, place, ANNA.address)
        town.letter(town.at("13:12") + 2700 * n, ANNA.address, place,
                    [Letter(ANNA.address, [f"yard{n}@slow.test"], f"Invoice reminder {510 + n}", agent="K-9 Mail for Android")],
                    login=ANNA.login, helo="[10.0.0.2]")
    crime.entry = {"how": "password_known"}
