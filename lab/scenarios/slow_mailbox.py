"""A thief sends twelve letters a night with a stolen mailbox, nine nights long, each from another address."""
from clients import Letter, Smtp

STOLEN = "office@samuel-law.example"


def thief(back):
    return f"203.0.113.{170 + back}"  # all of one provider


def letters(back):
    places = ["mail3.dark.test", "box2.slow.test", "inbox.test", "post.test"]
    return [Letter(STOLEN, [f"heir.{back}.{n}@{places[n % 4]}"], "Unclaimed inheritance, file 20/881",
                   "Dear friend,\n\na client of ours has died without heirs.\n") for n in range(12)]


def past(town, back):
    if back <= 8:
        for n, letter in enumerate(letters(back)):
            town.plan(town.at(f"-{back} 02:30") + 300 * n, send, town, thief(back), letter)


def send(town, address, letter):
    session = Smtp(address, "mailer", 587)
    assert session.log_in_patiently(*town.login(STOLEN))
    session.send(letter, town.moment())
    session.close()


def play(town):
    crime = town.crime("mailbox", account=STOLEN)
    for back in range(1, 9):  # what is still queued of the nights before
        for letter in letters(back):
            crime.to.update(letter.to)
        crime.helpers.add(thief(back))
    for n, letter in enumerate(letters(0)):
        crime.smtp(town.at("02:30") + 300 * n, thief(0), [letter], login=town.login(STOLEN), helo="mailer", mechanism="PLAIN")
    town.owner_writes("10:20", STOLEN, "court@slow.test", "File 118")
    town.owner_writes("11:20", STOLEN, "client@slow.test", "Your appointment 231")
