"""Logs of two days, in which a customer's home mailed nothing: a program there writes to eighty people, no two letters alike, of
whom half never existed. Beside it another customer's new program writes as many, to an old list of which a quarter is
gone."""
from all_different import outcomes, subject
from server import Server


def build(root):
    server = Server(root, layout="hestia", exim="4.96", log="cpanel")
    library = server.account("library", "library.example", ["info"])
    alumni = server.account("alumni", "alumni.example", ["info"])
    for ago in (2, 1, 0):
        server.ordinary_day("info@library.example", "192.0.2.21", ago)
    for account, sender, dead_every, name in ((library, "service@bank.example", 2, "flood"), (alumni, "info@alumni.example", 4, None)):
        for turn, at in enumerate(server.spread("09:00:00", "14:00:00", 80)):
            to = server.strangers(1, domains=40)
            server.local_message(account.name, at, sender, to, subject(server), outcomes(server, to, dead_every, turn, waits_every=9),
                                 directory=f"{account.home}/mail2", arguments=("/usr/sbin/sendmail", "-oi", "-f", sender, *to), flood=name)
    server.expect("flood", "script", system_user="library", block=[])
    server.never_named("alumni")
    return server
