"""A planted crontab line of sam's starts a hidden perl mailer each five minutes; the newspaper's cron letter is honest."""
import estate

FOLDER = "/home/sam/.config/.update"


def play(town):
    crime = town.crime("script", system_user="sam", script=FOLDER + "/sync.pl")
    town.install("02:10", "cron_mailer.pl", FOLDER + "/sync.pl", "sam", mode=0o755)
    town.plan("02:10:20", town.machine.write, FOLDER + "/list", "".join(f"{to}\n" for to in crime.victims(96)),
              estate.ids_of("sam"))
    town.crontab("13:57", "sam", f"*/5 * * * * {FOLDER}/sync.pl >/dev/null 2>&1\n")
    town.crontab("08:30", "gazette", "0 11 * * 4 /usr/bin/php /home/gazette/newsletter/send.php\n")
    town.cron("11:00")
    for n in range(8):
        town.cron(town.at("14:00") + 300 * n)
    town.owner_writes("14:12", "sam@sam-carpentry.example", "client@slow.test", "Offer for the porch")
    crime.senders.add("pharmacy@sam-carpentry.example")
