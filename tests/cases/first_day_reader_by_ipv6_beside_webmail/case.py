"""As `first_day_readers_by_webmail`, but the stranger who reads on has IPv6: that the owner's webmail comes by 127.0.0.1 does not make him a
household's other protocol."""
from young_logs import case_of


def build(root):
    story = case_of("first_day_readers_by_webmail")
    story.READS_ON = "2001:db8:77:3::9"
    return story.build(root)
