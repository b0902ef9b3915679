"""Somebody with samuel's shell runs a mailer from /tmp by hand, no web request; sam and samuel's office write on."""
import estate


def play(town):
    # No script: the mailer removes itself when it starts, so no trace tells its name.
    crime = town.crime("script", system_user="samuel")
    for when in ("13:35", "14:25"):
        town.plan(when, town.machine.make_folder, "/tmp/.font-unix2", estate.ids_of("samuel"))
        town.install(when, "hand_mailer.pl", "/tmp/.font-unix2/m.pl", "samuel")
        crime.local(when, "samuel", "/tmp/.font-unix2", ["perl", "m.pl"], "\n".join(crime.victims(45)).encode())
    town.owner_writes("13:50", "office@samuel-law.example", "court@slow.test", "Our file 310")
    town.owner_writes("14:10", "samuel@sam-carpentry.example", "yard@slow.test", "Hours of week 48")
    crime.senders.add("recruiting@samuel-law.example")
