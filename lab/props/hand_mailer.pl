#!/usr/bin/perl
# Stands in for a mailer run by hand: removes itself, then mails the addresses it reads.
use strict;
unlink $0;
while (my $to = <STDIN>) {
    chomp $to;
    open(my $mail, '|-', '/usr/sbin/sendmail', '-oi', '-f', 'recruiting@samuel-law.example', $to) or exit;
    print $mail "From: Recruiting <recruiting\@samuel-law.example>\nTo: $to\nSubject: Work from home\n\n900 a week.\n";
    close($mail);
}
