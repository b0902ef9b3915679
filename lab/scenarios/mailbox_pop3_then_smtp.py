"""A thief reads samuel@'s mail by POP3 and IMAP all day, then sends with it; sam@ of the same domain writes honestly that hour."""
import acts
from clients import Letter

STOLEN, HONEST = "samuel@sam-carpentry.example", "sam@sam-carpentry.example"


def play(town):
    crime = town.crime("mailbox", account=STOLEN)
    reader, senders = "203.0.113.140", ["203.0.113.141", "203.0.113.142", "203.0.113.143"]
    crime.helpers.add(reader)
    for n in range(12):
        acts.read(town, town.at("00:20") + 4000 * n, reader, STOLEN, ("pop3", "imap")[n % 3 == 2])
    for n in range(20):
        letters = [Letter(STOLEN, [to], "Changed bank account for invoice 4471", "Please pay to the new account.\n")
                   for to in crime.victims(5)]
        crime.smtp(town.at("14:30") + 70 * n, senders[n % 3], letters, login=town.login(STOLEN), helo="localhost")
    for n in range(6):
        town.owner_writes(town.at("14:31") + 240 * n, HONEST, f"client{n}@slow.test", f"Offer for the stairs {800 + n}")
    town.owner_writes("14:45", STOLEN, "foreman@slow.test", "Hours of week 48")
    crime.entry = {"how": "password_known"}
