"""A mailer started by hand from a shell under /tmp; nothing but Exim's log and the spool tells of it. Which
file it is cannot be known: only the directory."""
from server import Server


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("gazette", "gazette.example", ["news"])
    server.history({"news@gazette.example": "192.0.2.41"})
    for at in server.spread("14:00:00", "15:30:00", 100):
        server.local_message("gazette", at, "support@gazette.example", server.strangers(1), "Mailbox full",
                             ("greylisted", "unknown", "delivered"), directory="/tmp/.k", flood="run")
    server.expect("run", "script", system_user="gazette", script=None, directory="/tmp/.k", block=[])
    server.never_named("news@gazette.example")
    return server
