"""A mailbox password is guessed by IMAP, then five addresses send 120 letters with it; its owner writes on."""
from clients import Letter

STOLEN = "info@harbor-tools.example"


def play(town):
    crime = town.crime("mailbox", account=STOLEN)
    thieves = ["203.0.113.11", "203.0.113.12", "203.0.113.13", "203.0.113.14", "2001:db8:f00::15"]
    crime.guess("12:50", thieves[0], [STOLEN] * 24)
    town.plan("12:58", town.read_mailbox, thieves[0], STOLEN)
    for n in range(24):
        letters = [Letter(STOLEN, [to], "Request for quotation RFQ-7719", "Dear Sir,\n\nkindly see the attached.\n")
                   for to in crime.victims(5)]
        crime.smtp(town.at("13:40") + 45 * n, thieves[n % 5], letters, login=town.login(STOLEN), tls=n % 3 == 0)
    town.owner_writes("14:02", STOLEN, "yard@slow.test", "Chandlery order 5511")
    town.owner_writes("14:20", STOLEN, "works@slow.test", "Chandlery order 5512")
    crime.entry = {"how": "password_guessed", "address": thieves[0]}
