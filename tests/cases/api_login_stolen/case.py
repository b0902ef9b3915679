"""The login by which a service's page mails was stolen, and strangers elsewhere send with it; the page mails for its callers as
ever, who have nothing to do with it."""
from report_service import CALLERS, LOGIN, OUTCOMES, THIEVES, service


def build(root):
    server = service(root, layout="debian", exim="4.94")
    for number, at in enumerate(server.spread("12:30:00", "13:30:00", 240)):
        server.smtp_auth_message(LOGIN, THIEVES[number % 2], at, server.strangers(1, domains=60), "Your parcel is held",
                                 OUTCOMES[number % 6], helo="win-pc", flood="thief")
    server.expect("thief", "mailbox", account=LOGIN, block=THIEVES, spare_origins=CALLERS)
    return server
