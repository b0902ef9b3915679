"""Letters that fail by chance beside those that a story tells of: people mistype and move, and some providers call a sender spam. Days on
which there is more to do, or less. Nobody of a story knows its own share, so thresholds meet what lies close to them."""
import contextlib
import random
import zlib


def share_of(*words):
    """Of the words, the same each time: from 0 to 1."""
    return zlib.crc32("|".join(map(str, words)).encode()) / 2**32


def let_letters_fail(server, seed, dead, spam):
    """Up to `dead` of the people a sender writes to do not exist, another share for each sender; `spam` of the providers refuse every
    other letter of his."""
    send = server.send

    def send_in_rough_weather(message, outcome):
        outcomes = server.outcomes(message.recipients, outcome)
        for to, word in outcomes.items():
            if word != "delivered" or not message.sender:
                continue
            if share_of(seed, to, "dead") < dead * share_of(seed, message.sender, "share"):
                outcomes[to] = "unknown"
            elif share_of(seed, message.sender, to.rpartition("@")[2]) < spam and share_of(seed, to, message.at) < 0.5:
                outcomes[to] = "spam"
        return send(message, outcomes)

    server.send = send_in_rough_weather


@contextlib.contextmanager
def uneven_days(server, seed, most):
    """Whatever a story does in the course of a day it does up to `most` times as often, or as rarely, each day anew."""
    spread, chance = server.spread, random.Random(seed)

    def spread_unevenly(start, end, count):
        return spread(start, end, max(1, round(count * most ** chance.uniform(-1, 1))))

    server.spread = spread_unevenly
    yield
    server.spread = spread
