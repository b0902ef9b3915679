"""One account, two culprits at once: a stolen mailbox and a shell of the chandlery; its shop takes honest orders between."""
import estate
from clients import Letter

SITE, HOME, SHELL = "harbor-tools.example", "/home/harbor/public_html", "/shop/images/pixel.php"
STOLEN = "anna@harbor-tools.example"


def play(town):
    mailbox = town.crime("mailbox", account=STOLEN)
    thieves = ["203.0.113.16", "203.0.113.17", "203.0.113.18"]
    shell = town.crime("script", system_user="harbor", script=HOME + SHELL)
    driver = "203.0.113.95"
    town.install("04:05", "mailer.php", HOME + SHELL, "harbor")
    for n in range(20):
        letters = [Letter(STOLEN, [to], "Urgent: new bank details", "Please use the new account.\n")
                   for to in mailbox.victims(4)]
        mailbox.smtp(town.at("13:30") + 130 * n, thieves[n % 3], letters, login=town.login(STOLEN))
        to = shell.victims(4)
        shell.web(town.at("13:30:40") + 130 * n, driver, SITE, SHELL, to=to,
                  form={"k": "lab", "to": ",".join(to), "s": "Your parcel is waiting", "b": "Pay the toll."})
    for n in range(6):
        start, buyer, visitor = town.at("13:31:30") + 400 * n, f"skipper{n}@{'slow' if n % 2 else 'post'}.test", f"192.0.2.{180 + n}"
        town.visit(start, visitor, SITE, "/shop/")
        town.visit(start + 15, visitor, SITE, "/shop/order.php")
        town.visit(start + 70, visitor, SITE, "/shop/order.php", to=[buyer, "info@harbor-tools.example"],
                   form={"email": buyer, "item": "brass cleat"})
    town.owner_writes("13:52", STOLEN, "lighthouse@slow.test", "Invoice reminder 207")
    shell.senders.add("billing@" + SITE)
