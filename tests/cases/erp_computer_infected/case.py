"""As letters_of_an_erp, but the computer of the ERP is infected: a third of the people do not exist. The mailbox is named;
its office, where colleagues read and write, is not blocked."""
from erp import ERP, OFFICE, factory


def build(root):
    server = factory(root)
    for at in server.spread("10:00:00", "12:00:00", 250):
        server.smtp_auth_message(ERP, OFFICE, at, server.strangers(1), "Your parcel is waiting",
                                 ("delivered", "unknown", "spam", "greylisted", "delivered"), helo="erp01", flood="infected")
    server.expect("infected", "mailbox", account=ERP, block=[], spare_origins=[OFFICE])
    server.never_named("anna@factory.example", "bob@factory.example")
    return server
