"""Honest customers of random towns on the server of a case."""
import random

from honest_lives import HONEST
from honest_trades import TRADES_MORE
from random_town import Town

LIVES = {**HONEST, **TRADES_MORE}
# These change the whole server or are told of by a layout alone.
LEFT_OUT = {"alarms_of_the_server", "jobs_of_root"}
NAMES = ("vicarage", "greengrocer", "cobbler", "optician", "saddler", "framer", "glazier", "cutler", "mercer", "weaver", "cooper", "turner")


DAYS = 9         # of past that these customers need


def days_of_logs(server):
    begun = max(server.logs_begin, min((entry[0] for entry in server.log("main").lines), default=server.now))
    return (server.now - begun) / 86400


class TownBeside(Town):
    """A town on a server that is there."""

    def __init__(self, server, seed):
        self.server, self.chance = server, random.Random(seed)
        self.six, self.six_share, self.days = random.Random(seed), 0, DAYS
        self.guilty, self.told, self.addresses, self.boxes = [], [], set(), {}
        self.trades = list(NAMES)
        server.places = {}


def honest_lives_beside(server, seed, count=4):
    town = TownBeside(server, seed)
    town.customer()
    for life in town.chance.sample(sorted(set(LIVES) - LEFT_OUT), count):
        town.told.append(life)
        LIVES[life](town)
    return town
