"""Five hosts try which names have mailboxes here; an honest list host has three members who are no longer here."""
import acts
import clients
from clients import Letter

NAMES = ["adam", "alice", "bob", "carol", "chris", "dan", "eve", "fred", "gina", "hans", "ida", "jack", "kim", "lars", "mary",
         "nina", "otto", "paul", "rita", "steve"]
LIST_HOST = "192.0.2.230"


def play(town):
    crime = town.crime("inbound")
    domains = ["harbor-tools.example", "samuel-law.example", "sam-carpentry.example"]
    for n in range(5):
        acts.probe(crime, town.at("12:40") + 700 * n, f"203.0.113.{200 + n}",
                   [f"{name}{n or ''}@{domain}" for domain in domains for name in NAMES])
    # The list's members here: four who read it, three whose mailboxes were closed.
    members = [f"{name}@samuel-law.example" for name in ("office", "old.partner", "trainee", "retired")]
    members += ["info@harbor-tools.example", "anna@harbor-tools.example", "desk@gazette.example"]
    for n in range(3):
        letter = Letter("trade-bounces@lists.post.test", members, f"[trade] Fair dates {n}",
                        headers={"From": "trade@lists.post.test", "List-Id": "<trade.lists.post.test>",
                                 "List-Unsubscribe": "<mailto:trade-leave@lists.post.test>", "Precedence": "list"})
        acts.arrive(town, town.at("13:00") + 3000 * n, LIST_HOST, "lists.post.test", [letter])
