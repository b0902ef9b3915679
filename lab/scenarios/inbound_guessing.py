"""Forty addresses guess at every mailbox by SMTP and IMAP and find nothing; the owners log in, and one mistypes six times."""
import acts
import cast
import estate
from town import guess_password

TYPED = ["admin", "sales", "test"]


def play(town):
    crime = town.crime("inbound")
    bots = [f"203.0.113.{100 + n}" for n in range(40)]
    crime.drivers.update(bots)
    users = [*estate.PASSWORDS, *(f"{name}@{a.domain}" for name in TYPED for a in estate.ACCOUNTS)]
    for n in range(0, 400, 8):
        town.together(town.at("09:15") + 500 * n / 8,
                      *[(guess_password, bots[i * 13 % 40], users[i * 7 % len(users)], f"summer{i}", ("imap", "smtp")[i % 3 == 0])
                        for i in range(n, n + 8)])
    sam = cast.OWNERS["sam@sam-carpentry.example"]
    acts.mistype(town, "11:11", sam.desk, sam.address, 6)
    acts.read(town, "11:13", sam.desk, sam.address)
    for n, owner in enumerate(cast.OWNERS.values()):
        acts.read(town, town.at("12:05") + 300 * n, owner.desk, owner.address, ("imap", "pop3")[n % 2])
        town.owner_writes(town.at("12:07") + 300 * n, owner.address, f"friend{n}@slow.test", f"Note {n}")
