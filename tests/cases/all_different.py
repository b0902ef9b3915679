"""Letters no two of which are alike: what a spammer's template makes of a dozen words."""

WORDS = "invoice parcel account payment urgent notice document voice delivery refund winner secure update order".split()


def subject(server):
    return f"{' '.join(server.random.sample(WORDS, 3))} {server.random.randrange(1 << 24):x}"


def outcomes(server, to, dead_every, number, waits_every=5):
    """One in `dead_every` never existed, one in `waits_every` waits."""
    return {who: "unknown" if (number * len(to) + n) % dead_every == 1 else "greylisted" if (number + n) % waits_every == waits_every - 1 else "delivered"
            for n, who in enumerate(to)}
