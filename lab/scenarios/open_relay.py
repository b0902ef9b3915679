"""The server relays for everybody; three strangers send 120 letters through it, honest mail comes in as ever."""
from clients import Letter

SETTINGS = {"relay_hosts": "0.0.0.0/0 ; ::/0"}


def play(town):
    crime = town.crime("relay")
    strangers = ["203.0.113.22", "203.0.113.23", "2001:db8:f00::24"]
    for n in range(24):
        letters = [Letter(f"loan{n}@bank.dark.test", [to], "Your loan is approved", "Sign here: https://loan.dark.test\n")
                   for to in crime.victims(5)]
        crime.smtp(town.at("13:12") + 240 * n, strangers[n % 3], letters, helo=f"mx{n % 3}.bank.dark.test", port=25)
